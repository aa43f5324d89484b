"""The languages of pages and issues, each by its own name, and which way it is read."""

from dataclasses import dataclass

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True)
class Language:
    """`code` as in BCP 47; `name` as its readers write it, `english` as staff look for it."""

    code: str
    name: str
    english: str

    @property
    def direction(self) -> str:
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def tag(self) -> str:
        """The whole language tag for a document: our English is British."""
        return "en-GB" if self.code == ORIGINAL else self.code


ORIGINAL = "en"
LANGUAGES = {
    each.code: each
    for each in (
        Language(ORIGINAL, "English", "English"),
        Language("cy", "Cymraeg", "Welsh"),
        Language("ar", "العربية", "Arabic"),
        Language("bn", "বাংলা", "Bengali"),
        Language("fa", "فارسی", "Persian"),
        Language("fr", "Français", "French"),
        Language("gu", "ગુજરાતી", "Gujarati"),
        Language("lt", "Lietuvių", "Lithuanian"),
        Language("pa", "ਪੰਜਾਬੀ", "Punjabi"),
        Language("pl", "Polski", "Polish"),
        Language("ps", "پښتو", "Pashto"),
        Language("pt", "Português", "Portuguese"),
        Language("ro", "Română", "Romanian"),
        Language("so", "Soomaali", "Somali"),
        Language("uk", "Українська", "Ukrainian"),
        Language("ur", "اردو", "Urdu"),
        Language("yo", "Yorùbá", "Yoruba"),
    )
}
