"""What is typed on the training pages."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from cdop.core.catalogues.professions import Profession
from cdop.core.training import Tier
from cdop.db.clock import LONDON, today
from cdop.learning.models import Lesson
from cdop.training.models import BriefingCopy, Subject
from cdop.web.filters import as_london
from cdop.web.forms import (
    Checkboxes,
    ClockTime,
    EmailField,
    NhsForm,
    Radios,
    Regexp,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    WholeNumber,
)

CONSENT = (
    "I agree that the panel keeps my name and address to run this session and to send me my"
    " certificate."
)
WRITABLE = Regexp(
    r"[\x21-\x7e]{1,64}@[\x21-\x7e]+$",
    message="Enter an e-mail address in the right form, like name@example.org",
)
MARKS = [
    SelectChoice("1", "1: not at all"),
    SelectChoice("2", "2"),
    SelectChoice("3", "3"),
    SelectChoice("4", "4"),
    SelectChoice("5", "5: very"),
]


class SubjectForm(NhsForm):
    name = TextField("Subject", required="Enter the subject", max_length=80)
    refresh_months = WholeNumber(
        "Months until it should be refreshed",
        required="Enter a number of months",
        least=1,
        most=120,
        default=24,
    )


class SessionForm(NhsForm):
    """A session; its time is the time on the wall in England."""

    subject = Select("Subject", required="Choose a subject", blank="Choose")
    title = TextField("Title", required="Enter a title", max_length=120)
    tier = Radios("How far it goes", choices=Tier, coerce=Tier, required="Say how far it goes")
    day = UKDateField("Date", required="Enter the date")
    start = ClockTime("Starts at", required="Enter when it starts")
    minutes = WholeNumber(
        "Length in minutes", required="Enter the length", least=5, most=600, default=60
    )
    place = TextField(
        "Where",
        hint="A room and address, or “Online: the link is sent to those who booked”",
        required="Enter where it is",
        max_length=200,
    )
    trainer = TextField("Who leads it", hint="Their job, such as “Infant feeding lead”")
    places = WholeNumber("Places", required="Enter the number of places", least=1, most=500)
    about = TextArea(
        "What it is about", hint="Anybody can read this", max_length=8_000, rows=8, markdown=True
    )
    lessons = Checkboxes("Lessons it is made from", hint="Approved lessons of this panel")

    def offer(self, subjects: list[Subject], lessons: list[Lesson]) -> "SessionForm":
        self.subject.choices = [SelectChoice(each.id, each.name) for each in subjects]
        self.lessons.choices = [SelectChoice(each.id, each.title) for each in lessons]
        return self

    def words(self) -> dict[str, Any]:
        """The facts, by column."""
        begins = datetime.combine(self.day.data or today(), self.start.clock or time(), LONDON)
        names = ("title", "tier", "minutes", "place", "trainer", "places", "about")
        return {name: self[name].data for name in names} | {
            "subject_id": self.subject.data,
            "starts_at": begins,
        }

    @staticmethod
    def of(session: Any) -> dict[str, Any]:
        """What a session's form starts with."""
        local = as_london(session.starts_at)
        return {
            "subject": session.subject_id,
            "day": local.date(),
            "start": f"{local:%H:%M}",
            "lessons": [each.id for each in session.lessons],
            **{
                name: getattr(session, name)
                for name in ("title", "tier", "minutes", "place", "trainer", "places", "about")
            },
        }


class QuestionForm(NhsForm):
    text = TextField("Question", required="Enter the question", max_length=300)
    first = TextField("First answer", required="Enter the first answer", max_length=200)
    second = TextField("Second answer", required="Enter the second answer", max_length=200)
    third = TextField("Third answer", required="Enter the third answer", max_length=200)
    right = Radios(
        "Which one is right",
        choices=[
            SelectChoice("0", "The first"),
            SelectChoice("1", "The second"),
            SelectChoice("2", "The third"),
        ],
        required="Say which answer is right",
        inline=True,
    )


class BookForm(NhsForm):
    name = TextField(
        "Your name",
        hint="As it should stand on your certificate",
        required="Enter your name",
        max_length=100,
        autocomplete="name",
    )
    email = EmailField(required="Enter your e-mail address", validators=[WRITABLE])
    agency = TextField(
        "Your organisation",
        hint="Such as “Northmere Hospitals” or “Northmere Council”",
        required="Enter your organisation",
        max_length=100,
        autocomplete="organization",
    )
    profession = Select("Your work", choices=Profession, required="Choose your work")
    consent = Tick(CONSENT, required="Agree, so that we can book your place")


class EvaluationForm(NhsForm):
    useful = Radios("How useful was it?", choices=MARKS, required="Say how useful it was")
    confident = Radios(
        "How confident are you to act on it?", choices=MARKS, required="Say how confident you are"
    )
    differently = TextArea(
        "What will you do differently?",
        hint="Name no family and no colleague",
        max_length=1_000,
        rows=3,
    )


class NeedForm(NhsForm):
    agency = TextField("Organisation", required="Enter the organisation", max_length=100)
    profession = Select("Work", choices=Profession, required="Choose the work")
    tier = Radios("Tier", choices=Tier, coerce=Tier, required="Choose the tier")
    staff = WholeNumber("How many staff need it", required="Enter a number", least=0, most=100_000)
    source = TextField(
        "Where the number comes from", required="Say where the number comes from", max_length=200
    )
    counted_on = UKDateField("Counted on", required="Enter the date", latest=today)


class BriefingForm(NhsForm):
    title = TextField("Title", required="Enter a title", max_length=120)
    body = TextArea(
        "Briefing",
        hint="One page: what was seen, why it matters, what to do. Anybody can read it.",
        required="Write the briefing",
        max_length=12_000,
        rows=18,
        markdown=True,
    )
    answer_by = UKDateField(
        "Teams answer by",
        hint="Leave it blank if there is no hurry. From the next day on, silent teams are overdue.",
        earliest=today,
    )


class TeamForm(NhsForm):
    team = TextField("Team", required="Enter the name of the team", max_length=120)
    email = EmailField("Its e-mail address", required="Enter an address", validators=[WRITABLE])


class KnownTeamsForm(NhsForm):
    """Teams of earlier briefings, by the id of their latest copy."""

    known = Checkboxes(
        "Teams that got an earlier briefing",
        choices=[],
        small=True,
        required="Tick the teams to add",
    )

    def offer(self, copies: Sequence[BriefingCopy]) -> None:
        self.known.choices = [SelectChoice(each.id, each.team) for each in copies]


class AcknowledgeForm(NhsForm):
    how = Radios(
        "What your team did",
        choices=[
            SelectChoice("shared", "Shared it with everybody in the team"),
            SelectChoice("discussed", "Talked about it at a meeting or handover"),
        ],
        required="Say what your team did",
    )
    staff = WholeNumber("How many people it reached, if you know", least=0, most=10_000)
