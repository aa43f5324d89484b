"""What a rate is divided by: how many births or children, where, when and of which group.

Pure: a `Slice` says which group of people a number is of, and `Denominators` finds the number
for a group over several years, or says in words why there is none. Nothing is estimated: a group
without its own number has no rate.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cdop.core.catalogues.child import BroadEthnicGroup, DeprivationQuintile, Sex
from cdop.core.catalogues.labelled import LabelledEnum

ALL = "all"
MOST = 10_000_000


class Measure(LabelledEnum):
    """What is counted."""

    LIVE_BIRTHS = "live_births", "Live births"
    CHILDREN = "children", "Children under 18"


class ChildAge(LabelledEnum):
    """Completed years of age, as population estimates are cut; infancy is one band."""

    ALL = "all", "All ages"
    UNDER_1 = "0y", "Under 1 year"
    YEARS_1_4 = "1-4y", "1 to 4 years"
    YEARS_5_9 = "5-9y", "5 to 9 years"
    YEARS_10_14 = "10-14y", "10 to 14 years"
    YEARS_15_17 = "15-17y", "15 to 17 years"


class ChildSex(LabelledEnum):
    """Sex, as population estimates are cut."""

    ALL = "all", "Both sexes"
    MALE = Sex.MALE.value, "Male"
    FEMALE = Sex.FEMALE.value, "Female"


class PopulationGroup(LabelledEnum):
    """Ethnic group, in the broad groups that tables use."""

    ALL = "all", "All groups"
    WHITE = BroadEthnicGroup.WHITE.value, "White"
    MIXED = BroadEthnicGroup.MIXED.value, "Mixed"
    ASIAN = BroadEthnicGroup.ASIAN.value, "Asian"
    BLACK = BroadEthnicGroup.BLACK.value, "Black"
    OTHER = BroadEthnicGroup.OTHER.value, "Other"


class Fifth(LabelledEnum):
    """Fifth of deprivation of the area of residence, 1 most deprived."""

    ALL = "all", "All fifths"
    MOST = DeprivationQuintile.MOST.value, "1 (most deprived fifth)"
    SECOND = DeprivationQuintile.SECOND.value, "2"
    THIRD = DeprivationQuintile.THIRD.value, "3"
    FOURTH = DeprivationQuintile.FOURTH.value, "4"
    LEAST = DeprivationQuintile.LEAST.value, "5 (least deprived fifth)"


KINDS: Mapping[str, type[LabelledEnum]] = {
    "age": ChildAge,
    "sex": ChildSex,
    "ethnic_group": PopulationGroup,
    "deprivation": Fifth,
}


@dataclass(frozen=True, order=True)
class Slice:
    """The group of people that one number is of; `all` where it is not narrowed."""

    measure: str
    year: str  # a financial year, "2025/26"
    area: str = ALL  # the whole panel, or one of its local authorities
    age: str = ALL
    sex: str = ALL
    ethnic_group: str = ALL
    deprivation: str = ALL

    @property
    def words(self) -> str:
        """The group in words, such as "Under 1 year, Male", or "Everybody"."""
        parts = [kind(getattr(self, name)).label for name, kind in KINDS.items()]
        narrowed = [
            label for label, name in zip(parts, KINDS, strict=True) if getattr(self, name) != ALL
        ]
        return ", ".join(_full(label) for label in narrowed) or "Everybody"


def _full(label: str) -> str:
    return f"Fifth {label}" if label[:1] in "12345" and not label.endswith("years") else label


@dataclass(frozen=True)
class Known:
    """One number on record, with where it comes from."""

    count: int
    source: str
    published_on: date


@dataclass(frozen=True)
class Denominator:
    """The number for a group over some years; `value` is None where `reason` says why."""

    value: int | None
    reason: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Denominators:
    """All numbers of one panel that hold now."""

    areas: tuple[str, ...]  # the panel's local authorities
    known: Mapping[Slice, Known] = field(default_factory=dict)

    def total(self, measure: Measure, years: Collection[str], **group: str) -> Denominator:
        """The sum over the years; none at all while one year is missing."""
        found = {year: self._of(Slice(measure.value, year, **group)) for year in sorted(years)}
        missing = [year for year, parts in found.items() if not parts]
        if not found or missing:
            return Denominator(None, _missing(measure, missing))
        parts = [known for each in found.values() for known in each]
        value = sum(known.count for known in parts)
        if value == 0:
            return Denominator(None, f"The {_noun(measure)} on record add up to nothing")
        return Denominator(value, "", _sources(parts))

    def _of(self, wanted: Slice) -> list[Known]:
        """The number itself, or those of all local authorities where only these are on record."""
        if wanted in self.known:
            return [self.known[wanted]]
        if wanted.area != ALL or not self.areas:
            return []
        parts = [self.known.get(replace(wanted, area=area)) for area in self.areas]
        return [part for part in parts if part] if all(parts) else []

    def disagreements(self) -> list[str]:
        """Where the parts of a group do not add up to the number of the whole, in words."""
        found = []
        for whole, number in sorted(self.known.items()):
            for name, parts in self._parts_of(whole):
                total = sum(part.count for part in parts)
                if total != number.count:
                    found.append(
                        f"{Measure(whole.measure).label}, {whole.year}: the numbers by {name} add"
                        f" up to {total:,}, the whole says {number.count:,}"
                    )
        return found

    def _parts_of(self, whole: Slice) -> Iterable[tuple[str, list[Known]]]:
        """For each way of cutting the whole whose parts are all on record, those parts."""
        cuts: list[tuple[str, str, list[str]]] = [("area", "area", list(self.areas))]
        cuts += [
            (name, name.replace("_", " "), [each.value for each in kind if each.value != ALL])
            for name, kind in KINDS.items()
        ]
        for name, words, values in cuts:
            if getattr(whole, name) != ALL or not values:
                continue
            parts = [self.known.get(replace(whole, **{name: value})) for value in values]
            if all(parts):
                yield words, [part for part in parts if part]


def _noun(measure: Measure) -> str:
    return "live births" if measure is Measure.LIVE_BIRTHS else "numbers of children"


def _missing(measure: Measure, years: Collection[str]) -> str:
    noun = _noun(measure)
    return f"No {noun} on record for {', '.join(years)}" if years else f"No {noun} on record"


def _sources(parts: Iterable[Known]) -> tuple[str, ...]:
    """Each source once, with the day or days it was published, in order."""
    days: dict[str, set[date]] = {}
    for part in parts:
        days.setdefault(part.source, set()).add(part.published_on)
    return tuple(
        f"{source}, published {_days(min(found), max(found))}"
        for source, found in sorted(days.items())
    )


def _days(first: date, last: date) -> str:
    words = [f"{day.day} {day:%B %Y}" for day in sorted({first, last})]
    return " to ".join(words)
