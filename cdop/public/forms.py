"""What a reader types to subscribe."""

from cdop.core.catalogues.professions import Profession
from cdop.core.lessons import Theme
from cdop.newsletters.reader_changes import CONSENT
from cdop.web.forms import EmailField, NhsForm, Regexp, Select, TextField, Tick

# Mail servers that take other letters are still rare; a mail to one would never leave.
WRITABLE = Regexp(
    r"[\x21-\x7e]{1,64}@[\x21-\x7e]+$",
    message="Enter an e-mail address in the right form, like name@example.org",
)


class SubscribeForm(NhsForm):
    email = EmailField(required="Enter your e-mail address", validators=[WRITABLE])
    profession = Select(
        "Your work",
        hint="You do not have to say. It tells the panel whom its newsletter reaches.",
        choices=Profession,
        blank="Prefer not to say",
    )
    consent = Tick(CONSENT, required="Agree to be sent the newsletter")


class SearchForm(NhsForm):
    words = TextField("Search the newsletters", max_length=100)
    theme = Select("Theme", choices=Theme, blank="Any theme")
