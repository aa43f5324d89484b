"""What is typed on the pages of a translation."""

from collections.abc import Collection
from typing import Any

from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.newsletters.forms import LONGEST_BODY
from cdop.newsletters.translation_models import Translation
from cdop.web.forms import NhsForm, Select, SelectChoice, TextArea, TextField, Tick

IN_THE_LANGUAGE = ("title", "summary", "message", "correction_note", "body")


class NewTranslationForm(NhsForm):
    language = Select("Language", choices=[], blank="Choose", required="Choose the language")

    def offer(self, taken: Collection[str]) -> None:
        """Every language but those that there are, as staff look for it and as its readers do."""
        self.language.choices = [
            SelectChoice(each.code, f"{each.english} ({each.name})")
            for each in LANGUAGES.values()
            if each.code != ORIGINAL and each.code not in taken
        ]


class TranslationForm(NhsForm):
    """The text in the other language; a draft may be saved with parts still in English."""

    title = TextField("Title", required="Enter a title", max_length=120)
    summary = TextField("Summary", max_length=300)
    message = TextField("Message of the quarter", max_length=300)
    correction_note = TextArea("What was wrong?", max_length=600, rows=3)
    body = TextArea(
        "Newsletter",
        hint="Leave lines such as [[table 2026-01/3]] and [[message]] as they are: they put in the"
        " same pieces. Numbers stay those of the original.",
        max_length=LONGEST_BODY,
        rows=28,
        markdown=True,
    )
    checked_by = TextField(
        "Who checked the translation beside the original?",
        hint="Somebody other than the translator who reads both languages. The chair sees it; it is"
        " not published.",
        max_length=200,
    )
    caught_up = Tick("It now says everything that the original says")

    @classmethod
    def of(cls, translation: Translation, *sent: Any, behind: bool) -> "TranslationForm":
        """With the fields that this translation needs, in its language."""
        form = cls(*sent, obj=translation)
        if not translation.issue.message_code:
            del form.message
        if translation.issue.corrects_id is None:
            del form.correction_note
        if not behind:
            del form.caught_up
        for name in IN_THE_LANGUAGE:
            if name in form:
                form[name].spoken = translation.spoken
        return form

    def words(self) -> dict[str, Any]:
        return {name: value or "" for name, value in self.data.items() if name != "caught_up"}


class StopTranslationForm(NhsForm):
    reason = TextArea(
        "Why should it not go out?", required="Say why it should not go out", max_length=600, rows=3
    )
