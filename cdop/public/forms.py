"""What a reader types to subscribe."""

from cdop.newsletters.professions import Profession
from cdop.newsletters.reader_changes import CONSENT
from cdop.web.forms import EmailField, NhsForm, Select, TextField, Tick


class SubscribeForm(NhsForm):
    email = EmailField(required="Enter your e-mail address")
    profession = Select(
        "Your work",
        hint="You do not have to say. It tells the panel whom its newsletter reaches.",
        choices=Profession,
        blank="Prefer not to say",
    )
    consent = Tick(CONSENT, required="Agree to be sent the newsletter")


class SearchForm(NhsForm):
    words = TextField("Search the newsletters", max_length=100)
