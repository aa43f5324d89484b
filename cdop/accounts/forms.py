"""Every form about accounts and panels, with all its words."""

from typing import Any

from cdop.access.roles import ACCOUNT_ROLES, INSTALLATION_ROLES, Role
from cdop.accounts import passwords
from cdop.accounts.queries import find_panel, find_user, list_panels
from cdop.core.clocks import Unit
from cdop.web.forms import (
    EmailField,
    NhsForm,
    PasswordInput,
    Radios,
    Regexp,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    ValidationError,
    WholeNumber,
)

NEW_PASSWORD_HINT = (
    f"At least {passwords.SHORTEST} characters. Three or four words that mean something only to"
    " you are easy to remember and hard to guess."
)


def _code_field(hint: str) -> TextField:
    return TextField(
        "Security code",
        required="Enter the 6-digit code",
        hint=hint,
        width="10",
        max_length=20,
        input_mode="numeric",
        autocomplete="one-time-code",
    )


class SignInForm(NhsForm):
    email = EmailField(required="Enter your e-mail address", autocomplete="username")
    password = PasswordInput("Password", required="Enter your password")


class CodeForm(NhsForm):
    code = _code_field("The 6 digits that your authenticator app shows now")


class ConfirmForm(NhsForm):
    """Proves again who is there; a code is asked for where there is a second factor."""

    password = PasswordInput("Your password", required="Enter your password")
    code = _code_field("The 6 digits that your authenticator app shows now")

    def __init__(self, *args: Any, with_code: bool, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if not with_code:
            del self.code


class ForgottenForm(NhsForm):
    email = EmailField(required="Enter your e-mail address", autocomplete="username")


def _unguessable(form: Any, field: Any) -> None:
    problem = passwords.problem_with(field.data or "", form.own_words)
    if problem:
        raise ValidationError(problem)


def _new_password_field() -> PasswordInput:
    return PasswordInput(
        "New password",
        [_unguessable],
        required="Enter a new password",
        hint=NEW_PASSWORD_HINT,
        autocomplete="new-password",
    )


class NewPasswordForm(NhsForm):
    """A password for a person whose own words (name, address) may not be in it."""

    own_words: tuple[str, ...] = ()
    new_password = _new_password_field()


class ChangePasswordForm(NhsForm):
    own_words: tuple[str, ...] = ()
    present_password = PasswordInput("Present password", required="Enter your present password")
    new_password = _new_password_field()


class PersonForm(NhsForm):
    name = TextField("Full name", required="Enter the person's name", max_length=100)
    profession = TextField(
        "Profession or post", hint="For example, designated doctor", max_length=100
    )


class _NewPersonForm(NhsForm):
    email = EmailField(required="Enter their e-mail address", autocomplete="off")
    name = TextField(
        "Full name", required="Enter the person's name", max_length=100, autocomplete="off"
    )
    profession = TextField(
        "Profession or post", hint="For example, designated doctor", max_length=100
    )

    def validate_email(self, field: Any) -> None:
        if find_user(field.data or "") is not None:
            raise ValidationError("There is an account with this e-mail address already")


class RoleForm(NhsForm):
    role = Radios(
        "Role",
        choices=[
            SelectChoice(role, role.label, render_kw={"hint": role.sentence})
            for role in ACCOUNT_ROLES
        ],
        coerce=Role,
        required="Choose a role",
    )
    panel = Select(
        "Panel",
        choices=lambda: [SelectChoice(panel.slug, panel.name) for panel in list_panels()],
        hint="For every role but administrator",
    )
    deputy = Tick("As deputy chair", small=True)
    discipline = TextField(
        "Discipline",
        hint="What they stand for at the panel, such as health, police or social care",
        max_length=60,
        width="20",
    )

    def validate(self, *args: Any, **settings: Any) -> bool:
        well = super().validate(*args, **settings)
        return self._fits_together() and well

    def _fits_together(self) -> bool:
        """Whether role, panel and deputy go together; what does not is said at its field."""
        role, panel = self.role.data, self.panel.data
        if role in INSTALLATION_ROLES and panel:
            self.add_error("panel", "An administrator belongs to no panel. Choose no panel")
        elif role is not None and role not in INSTALLATION_ROLES and not panel:
            self.add_error("panel", "Choose the panel on which the role is held")
        if self.deputy.data and role is not Role.CHAIR:
            self.add_error("deputy", "Only a chair has a deputy")
        return not (self.panel.errors or self.deputy.errors)


class InvitationForm(_NewPersonForm, RoleForm):
    """Who is invited, and the first role they get."""


class PanelForm(NhsForm):
    name = TextField("Name of the panel", required="Enter the name of the panel", max_length=120)
    area = TextField("Area", hint="As people call it, such as Northmere and the coast")
    local_authorities = TextArea(
        "Local authorities", hint="One on each line", rows=4, max_length=2000
    )
    reference_prefix = TextField(
        "Prefix of case references",
        [Regexp("[A-Z0-9-]{2,12}$", message="Prefix must be 2 to 12 capital letters or digits")],
        required="Enter a prefix",
        hint="For example, NORTH gives NORTH/2026/001. Earlier references stay as they are.",
        width="10",
    )
    support_text = TextArea(
        "Local support for families and staff",
        hint="Shown on the public support page",
        rows=5,
        max_length=4000,
    )

    @property
    def values(self) -> dict[str, Any]:
        lines = (self.local_authorities.data or "").splitlines()
        return {
            "name": self.name.data,
            "area": self.area.data,
            "local_authorities": [line.strip() for line in lines if line.strip()],
            "reference_prefix": self.reference_prefix.data,
            "support_text": self.support_text.data,
        }


class NewPanelForm(PanelForm):
    slug = TextField(
        "Short name",
        [Regexp("[a-z0-9-]{1,60}$", message="Use small letters, digits and hyphens only")],
        required="Enter a short name",
        hint="Stands in public addresses and cannot be changed later. For example, northmere",
        width="20",
        max_length=60,
    )

    def validate_slug(self, field: Any) -> None:
        if find_panel(field.data or "") is not None:
            raise ValidationError("Another panel has this short name")


class ClockForm(NhsForm):
    target = WholeNumber("Within", least=1, most=1000, required="Enter a number")
    unit = Select("Counted in", choices=Unit, required="Choose what it is counted in", blank="")
    source = TextField(
        "Where this comes from",
        required="Say where this comes from",
        hint="For example, statutory and operational guidance 2018, chapter 5",
        max_length=300,
    )
    effective_from = UKDateField("In force from", required="Enter the day it is in force from")


def own_words_of(name: str, email: str) -> tuple[str, ...]:
    """What anyone who knows the person would try in a password."""
    return (*name.split(), *email.replace("@", ".").split("."))
