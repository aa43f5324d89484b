"""Training and briefings of a panel, as people would have made and used them."""

from datetime import datetime, time, timedelta

from cdop.accounts.models import Panel, User
from cdop.core.sign_off import Move
from cdop.core.training import Tier
from cdop.db.clock import LONDON, now, today
from cdop.db.keys import ring
from cdop.demo.learning import read_content
from cdop.demo.people import Stage
from cdop.extensions import db
from cdop.learning.models import Lesson
from cdop.training import booking_changes, briefing_changes, briefing_team_changes, changes, queries
from cdop.training.models import Booking, BookingState, Phase, QuizAnswer, Session, Subject

FIRST_NAMES = ("Ada", "Bram", "Cleo", "Dov", "Esme", "Farid", "Greta", "Hugo", "Iona", "Jalil")
LAST_NAMES = ("Farrow", "Quill", "Thorne", "Vance", "Wren", "Yarrow", "Zeller", "Ashdown")


def write_training(stage: Stage, panel: Panel, lessons: list[Lesson]) -> None:
    """A session that was held, one to be booked, one that is full, and two briefings."""
    editor, chair = stage.of(panel, "editor"), stage.of(panel, "chair")
    content = read_content("training.toml")
    changes.add_usual_subjects(panel, actor=editor)
    subjects = {each.name: each for each in queries.list_subjects(panel)}
    for plan in content["question"]:
        changes.add_question(
            subjects[plan["subject"]],
            actor=editor,
            text=plan["text"],
            answers=plan["answers"],
            right=plan["right"],
        )
    for plan in content["session"]:
        session = _session(panel, editor, chair, plan, subjects, lessons)
        _fill(session, editor, plan)
    for plan in content["need"]:
        changes.state_need(
            panel,
            actor=editor,
            agency=_of(panel, plan["agency"]),
            profession=plan["profession"],
            tier=Tier(plan["tier"]),
            staff=plan["staff"],
            source="Made-up number for the demonstration",
            counted_on=today() - timedelta(days=60),
        )
    for plan in content["briefing"]:
        _briefing(panel, editor, chair, plan)


def _of(panel: Panel, agency: str) -> str:
    return f"{panel.name.split()[0]} {agency}"


def _session(
    panel: Panel,
    editor: User,
    chair: User,
    plan: dict,
    subjects: dict[str, Subject],
    lessons: list[Lesson],
) -> Session:
    day = today() + timedelta(days=plan["days"])
    session = changes.plan_session(
        panel,
        actor=editor,
        lessons=[each for each in lessons if each.approved_at][:2],
        subject_id=subjects[plan["subject"]].id,
        title=plan["title"],
        tier=Tier(plan["tier"]),
        starts_at=datetime.combine(day, time(10, 0), LONDON),
        minutes=plan["minutes"],
        place=plan["place"],
        trainer=plan["trainer"],
        places=plan["places"],
        about=plan["about"],
    )
    changes.move_session(session, Move.SUBMIT, actor=editor, version=session.version)
    if not plan.get("waits"):
        changes.move_session(session, Move.APPROVE, actor=chair, version=session.version)
    return session


def _fill(session: Session, editor: User, plan: dict) -> None:
    """Bookings as if they had been made by link, without the mails of the past."""
    bookings = []
    for number in range(plan["bookings"]):
        first = FIRST_NAMES[number % len(FIRST_NAMES)]
        last = LAST_NAMES[number // 3 % len(LAST_NAMES)]
        email = f"{first}.{last}.{number}@example.org".lower()
        booked = number < session.places
        booking = Booking(
            session_id=session.id,
            name=f"{first} {last}",
            email=email,
            email_mark=ring().mark("booking", session.id + email),
            person_mark=ring().mark("trainee", session.panel_id + email),
            agency=_of(session.panel, plan["agencies"][number % len(plan["agencies"])]),
            profession=plan["professions"][number % len(plan["professions"])],
            state=BookingState.BOOKED if booked else BookingState.WAITING,
            asked_at=now() - timedelta(days=30),
            queued_at=now() - timedelta(days=30 - number),
            reminded_at=now() - timedelta(days=2) if plan["days"] < 0 else None,
        )
        booking.session = session
        bookings.append(booking)
    db.session.add_all(bookings)
    db.session.flush()
    if plan["days"] < 0:
        _hold(session, editor, bookings)


def _hold(session: Session, editor: User, bookings: list[Booking]) -> None:
    came = bookings[:-2]
    changes.mark_attendance(
        session, actor=editor, version=session.version, here={each.id for each in came}
    )
    questions = queries.list_questions(session.subject)
    for place, booking in enumerate(came):
        for order, question in enumerate(questions):
            for phase, wrong in (
                (Phase.BEFORE, (place + order) % 2),
                (Phase.AFTER, place % 7 == 0),
            ):
                db.session.add(
                    QuizAnswer(
                        session_id=session.id,
                        question_id=question.id,
                        phase=phase,
                        is_right=not wrong,
                    )
                )
        booking.before_at = booking.after_at = now()
        booking_changes.evaluate(
            booking,
            useful=4 + place % 2,
            confident=3 + place % 3,
            differently="Ask where baby will sleep on the next night away." if place == 1 else "",
        )


def _briefing(panel: Panel, editor: User, chair: User, plan: dict) -> None:
    briefing = briefing_changes.write_briefing(
        panel, actor=editor, title=plan["title"], body=plan["body"]
    )
    copies = [
        briefing_team_changes.add_team(
            briefing, actor=editor, team=team, email=f"team{number}@example.org"
        )
        for number, team in enumerate(plan["teams"], 1)
    ]
    if not plan["open"]:
        return
    briefing_changes.move_briefing(briefing, Move.SUBMIT, actor=editor, version=briefing.version)
    briefing_changes.move_briefing(briefing, Move.APPROVE, actor=chair, version=briefing.version)
    for copy in copies:
        copy.sent_at = now() - timedelta(days=plan["sent_days_ago"])
    for copy in copies[: len(copies) // 2]:
        briefing_team_changes.acknowledge(copy, how="discussed", staff=12)
    if "answer_days_ago" in plan:
        briefing.answer_by = today() - timedelta(days=plan["answer_days_ago"])
    if "withdrawn" in plan:
        briefing_changes.move_briefing(
            briefing,
            Move.CLOSE,
            actor=editor,
            version=briefing.version,
            comment=plan["withdrawn"],
        )
    db.session.flush()
