"""Names, streets and places that exist nowhere, so that everybody sees that nothing is real."""

from random import Random

FIRST_NAMES = (
    "Tilvo Quilla Orrenby Zebeda Wixie Thessaly Bramwick Jorvanna Pellico Vandra Ottomar Lisabe"
    " Fenwise Corvella Indrago Maribolt Yolanthe Rusco Drevin Sapphy Elverton Nimba Kestor Ulvina"
    " Halbeck Zorina Tamsko Wendric Aurelbo Pimsy Gorlan Felicio Ysabeau Crispo Dovelle Martello"
).split()
_BEGINNINGS = "Demo Mock Fict Feign Invent Imagin Pseud Sham Sampl Testa Makeb Neverw".split()
_ENDINGS = "bury ford well ley ton ham wick stead worth combe thorpe field dale mere".split()
LAST_NAMES = tuple(first + last for first in _BEGINNINGS for last in _ENDINGS)
STREETS = (
    "Nowhere Lane",
    "Makebelieve Road",
    "Pretend Street",
    "Fable Close",
    "Inkwell Terrace",
    "Paper Moon Way",
    "Cardboard Crescent",
    "Storybook Drive",
)
SURGERIES = ("Fable Lane Surgery", "Storybook Health Centre", "Paper Moon Practice")


def first_name(rng: Random) -> str:
    return rng.choice(FIRST_NAMES)


def last_name(rng: Random) -> str:
    return rng.choice(LAST_NAMES)


def address(rng: Random, town: str) -> str:
    return f"{rng.randint(1, 199)} {rng.choice(STREETS)}, {town}"


def postcode(rng: Random, district: str) -> str:
    """In a postcode area that the Royal Mail does not have."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    end = "".join(rng.choices(letters, k=2))
    return f"{district}{rng.randint(1, 9)} {rng.randint(1, 9)}{end}"
