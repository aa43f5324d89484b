"""Takes what is known of atoms apart into parts that have nothing to do with each other.

A reader's facts about one part then say nothing of another, so each is looked into by itself.
"""

from collections.abc import Collection, Iterable, Sequence

from cdop.core.disclosure.model import Statement, components

Places = tuple[int, ...]
Fact = tuple[tuple[tuple[int, int], ...], int | None, int | None]
Part = tuple[int, tuple[Fact, ...]]  # so many atoms, and what is known of them by their places


class Parts:
    """Facts that every count meets tie nothing, and atoms that are known to be 0 are left out."""

    def __init__(self, size: int, facts: Sequence[Statement]) -> None:
        none = {atom for fact in facts if fact.is_empty for atom, _ in fact.terms}
        told = dict.fromkeys(_without(fact, none) for fact in facts if not fact.is_empty)
        self.are_contradictory = any(not fact.terms and not fact.holds(()) for fact in told)
        useful = [fact for fact in told if fact.terms and not fact.goes_without_saying]
        tied = components(useful, size)
        self.atoms = [
            kept for each in tied if (kept := [atom for atom in each if atom not in none])
        ]
        self.part_of = {atom: number for number, each in enumerate(self.atoms) for atom in each}
        self.facts: list[list[Statement]] = [[] for _ in self.atoms]
        for fact in useful:
            self.facts[self.part_of[fact.terms[0][0]]].append(fact)
        self.place = {atom: place for each in self.atoms for place, atom in enumerate(each)}

    def pieces(self, atoms: Iterable[int]) -> list[tuple[int, Places]]:
        """The parts that a sum goes through, with the places of its atoms there."""
        found: dict[int, list[int]] = {}
        for atom in sorted(atoms):
            if atom in self.part_of:
                found.setdefault(self.part_of[atom], []).append(self.place[atom])
        return [(number, tuple(places)) for number, places in found.items()]

    def part(self, number: int) -> Part:
        return len(self.atoms[number]), _placed(self.facts[number], self.place)

    def beside(self, numbers: Collection[int]) -> Part:
        """All other parts as one."""
        others = [number for number in range(len(self.atoms)) if number not in numbers]
        facts = [fact for number in others for fact in self.facts[number]]
        atoms = sorted({atom for fact in facts for atom, _ in fact.terms})
        return len(atoms), _placed(facts, {atom: place for place, atom in enumerate(atoms)})


def alike(size: int, facts: Iterable[Fact]) -> list[Places]:
    """The atoms in columns: those of one column are in the same facts, as often."""
    told: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for row, (terms, _, _) in enumerate(facts):
        for atom, times in terms:
            told[atom].append((row, times))
    columns: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for atom, signs in enumerate(told):
        columns.setdefault(tuple(signs), []).append(atom)
    return [tuple(column) for column in columns.values()]


def covered(columns: Sequence[Places], atoms: frozenset[int]) -> tuple[Places, Places]:
    """The columns that are all within a sum, and those that are in part."""
    touched = [number for number, column in enumerate(columns) if not atoms.isdisjoint(column)]
    within = [number for number in touched if atoms.issuperset(columns[number])]
    return tuple(within), tuple(touched)


def _placed(facts: Iterable[Statement], place: dict[int, int]) -> tuple[Fact, ...]:
    return tuple(
        (tuple((place[atom], times) for atom, times in fact.terms), fact.lower, fact.upper)
        for fact in facts
    )


def _without(fact: Statement, atoms: Collection[int]) -> Statement:
    terms = tuple((atom, times) for atom, times in fact.terms if atom not in atoms)
    return Statement(terms, fact.lower, fact.upper)
