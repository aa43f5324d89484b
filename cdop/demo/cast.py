"""The two made-up panels and everybody in them, with fixed passwords: nobody here exists."""

from dataclasses import dataclass, field
from typing import Any

from cdop.access.roles import Role


@dataclass(frozen=True)
class Place:
    """A panel of the demonstration."""

    slug: str
    name: str
    area: str
    authorities: tuple[str, ...]
    prefix: str
    district: str  # a postcode area that does not exist


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as. `key` is how the rest of the demonstration finds them."""

    key: str
    email: str
    name: str
    profession: str
    password: str
    roles: tuple[tuple[str | None, Role], ...]  # panel, role
    discipline: str = ""
    deputy: bool = False
    left: bool = False  # the role has ended
    disabled: bool = False
    totp_secret: str | None = field(default=None)


LARKMOOR = Place(
    "larkmoor",
    "Larkmoor and Eastvale Child Death Overview Panel",
    "Larkmoor and Eastvale (made up)",
    ("Larkmoor", "Eastvale", "Thistleham"),
    "LARK",
    "QL",
)
BRINDLE = Place(
    "brindle-coast",
    "Brindle Coast Child Death Overview Panel",
    "Brindle Coast (made up)",
    ("Brindle Bay", "Saltmarrow"),
    "BRIN",
    "QB",
)
PLACES = (LARKMOOR, BRINDLE)


def further_place(number: int) -> Place:
    """One of the panels that a large demonstration is spread over; nobody signs in to it."""
    return Place(
        f"imaginary-{number:02}",
        f"Imaginary Shire {number:02} Child Death Overview Panel",
        f"Imaginary Shire {number:02} (made up)",
        (f"Imaginary North {number:02}", f"Imaginary South {number:02}"),
        f"IM{number:02}",
        "QX",
    )


# Four words each, drawn once and written down; two people share none.
_PASSWORDS = {
    "administrator": "walnut-comet-velvet-trumpet",
    "larkmoor.coordinator": "thistle-anchor-pebble-violin",
    "larkmoor.coordinator2": "cobalt-juniper-lantern-otter",
    "larkmoor.member": "marble-walrus-cinnamon-kite",
    "larkmoor.member2": "harbour-pickle-zebra-quartz",
    "larkmoor.chair": "saffron-glacier-bugle-hazel",
    "larkmoor.deputy": "meadow-tinsel-rocket-plum",
    "larkmoor.editor": "copper-daisy-wizard-canoe",
    "larkmoor.governance": "almond-turbine-feather-gong",
    "larkmoor.owner": "ribbon-falcon-custard-maple",
    "larkmoor.left": "domino-parsnip-cloud-banjo",
    "larkmoor.disabled": "igloo-mustard-jasper-wheel",
    "brindle-coast.coordinator": "sandal-orchid-prism-badger",
    "brindle-coast.member": "teapot-granite-yacht-clover",
    "brindle-coast.member2": "nutmeg-puffin-drizzle-axle",
    "brindle-coast.chair": "lobster-papyrus-fiddle-moss",
    "brindle-coast.deputy": "buckle-tulip-hammock-crow",
    "brindle-coast.editor": "sprout-vinegar-kayak-opal",
    "brindle-coast.governance": "gravel-mitten-pagoda-finch",
    "brindle-coast.owner": "tangerine-bolt-willow-drum",
    "both": "parasol-beetle-quilt-fjord",
}
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _person(key: str, email: str, name: str, profession: str, *roles: Any, **values: Any) -> Person:
    return Person(key, email, name, profession, _PASSWORDS[key], roles, **values)


def _of(place: Place, domain: str, names: dict[str, str]) -> list[Person]:
    """The people that every panel has."""
    slug = place.slug
    rows: tuple[tuple[str, str, Role, dict[str, Any]], ...] = (
        ("coordinator", "Panel coordinator", Role.COORDINATOR, {}),
        ("member", "Consultant paediatrician", Role.MEMBER, {"discipline": "Health"}),
        ("member2", "Detective inspector", Role.MEMBER, {"discipline": "Police"}),
        ("chair", "Consultant in public health", Role.CHAIR, {"discipline": "Public health"}),
        ("deputy", "Designated nurse", Role.CHAIR, {"discipline": "Health", "deputy": True}),
        ("editor", "Communications officer", Role.EDITOR, {}),
        ("governance", "Information governance lead", Role.GOVERNANCE, {}),
        ("owner", "Commissioning manager", Role.ACTION_OWNER, {}),
    )
    return [
        _person(f"{slug}.{key}", f"{key}@{domain}", names[key], post, (slug, role), **values)
        for key, post, role, values in rows
    ]


PEOPLE = (
    _person(
        "administrator",
        "administrator@cdop.example",
        "Ottomar Mockwick",
        "Systems administrator",
        (None, Role.ADMINISTRATOR),
    ),
    *_of(
        LARKMOOR,
        "larkmoor.example",
        {
            "coordinator": "Quilla Demoford",
            "member": "Bramwick Fictley",
            "member2": "Vandra Shamworth",
            "chair": "Thessaly Inventham",
            "deputy": "Rusco Pseudcombe",
            "editor": "Wixie Testabury",
            "governance": "Kestor Feignstead",
            "owner": "Nimba Makebton",
        },
    ),
    _person(
        "larkmoor.coordinator2",
        "coordinator2@larkmoor.example",
        "Drevin Samplwell",
        "Assistant coordinator",
        (LARKMOOR.slug, Role.COORDINATOR),
        totp_secret=TOTP_SECRET,
    ),
    _person(
        "larkmoor.left",
        "former-member@larkmoor.example",
        "Halbeck Imaginthorpe",
        "Retired social worker",
        (LARKMOOR.slug, Role.MEMBER),
        discipline="Social care",
        left=True,
    ),
    _person(
        "larkmoor.disabled",
        "disabled@larkmoor.example",
        "Gorlan Neverwdale",
        "Former lay member",
        (LARKMOOR.slug, Role.MEMBER),
        discipline="Lay",
        disabled=True,
    ),
    *_of(
        BRINDLE,
        "brindle-coast.example",
        {
            "coordinator": "Yolanthe Mockmere",
            "member": "Fenwise Samplham",
            "member2": "Indrago Fictfield",
            "chair": "Ulvina Shamley",
            "deputy": "Crispo Demothorpe",
            "editor": "Sapphy Inventdale",
            "governance": "Elverton Testaton",
            "owner": "Zorina Feignwell",
        },
    ),
    _person(
        "both",
        "both-panels@cdop.example",
        "Maribolt Imaginwick",
        "Regional safeguarding lead",
        (LARKMOOR.slug, Role.MEMBER),
        (BRINDLE.slug, Role.MEMBER),
        discipline="Social care",
    ),
)
