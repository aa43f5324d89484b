"""What the tests of training start from."""

from datetime import timedelta
from itertools import count

from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.sign_off import Move, Stand
from cdop.core.training import Tier
from cdop.db.clock import now
from cdop.extensions import db
from cdop.training import booking_changes, briefing_changes, briefing_team_changes, changes
from cdop.training.models import Booking, BookingState, Briefing, Session, Subject
from cdop.training.tokens import booking_token, copy_token
from tests.making import Make

_numbers = count(1)


def subject(make: Make, *, panel: Panel | None = None, name: str = "") -> Subject:
    panel = panel or make.panel_
    editor = make.user(Role.EDITOR, panel=panel)
    made = changes.add_subject(
        panel, actor=editor, name=name or f"Safer sleep {next(_numbers)}", refresh_months=24
    )
    db.session.commit()
    return made


def session(
    make: Make,
    state: Stand = Stand.OPEN,
    *,
    panel: Panel | None = None,
    about: Subject | None = None,
    days: int = 14,
    places: int = 2,
    **values,
) -> Session:
    """A session some days from now; `days` below 0 is in the past."""
    panel = panel or make.panel_
    editor = make.user(Role.EDITOR, panel=panel)
    words = {
        "title": "Safer sleep in practice",
        "tier": Tier.TWO,
        "starts_at": now() + timedelta(days=days),
        "minutes": 60,
        "place": "Online",
        "trainer": "Infant feeding lead",
        "places": places,
        "about": "Ask where baby will sleep **tonight**.",
        "subject_id": (about or subject(make, panel=panel)).id,
        **values,
    }
    made = changes.plan_session(panel, actor=editor, lessons=[], **words)
    _bring_to(made, state, editor, make.user(Role.CHAIR, panel=panel))
    db.session.commit()
    return made


def _bring_to(made: Session | Briefing, state: Stand, editor, chair) -> None:
    if state is Stand.DRAFT:
        return
    is_briefing = isinstance(made, Briefing)
    move = briefing_changes.move_briefing if is_briefing else changes.move_session
    move(made, Move.SUBMIT, actor=editor, version=made.version)
    if state is Stand.OPEN:
        move(made, Move.APPROVE, actor=chair, version=made.version)


def booking(
    of: Session, state: BookingState = BookingState.BOOKED, *, came: bool | None = None, **values
) -> Booking:
    number = next(_numbers)
    made = Booking(
        session_id=of.id,
        name=values.pop("name", f"Person {number}"),
        email=f"trainee{number}@example.org",
        email_mark=f"mark{number}",
        person_mark=values.pop("person_mark", f"person{number}"),
        agency=values.pop("agency", "Northmere Hospitals"),
        profession="midwife",
        state=state,
        asked_at=now() - timedelta(days=1),
        queued_at=now(),
        attended=came,
        **values,
    )
    made.session = of
    db.session.add(made)
    db.session.flush()
    if came:
        booking_changes.certify(made)
    db.session.commit()
    return made


def briefing(make: Make, state: Stand = Stand.OPEN, *, panel: Panel | None = None) -> Briefing:
    """A briefing with one team."""
    panel = panel or make.panel_
    editor = make.user(Role.EDITOR, panel=panel)
    made = briefing_changes.write_briefing(
        panel, actor=editor, title="Nights away from home", body="**Ask** about the next night."
    )
    briefing_team_changes.add_team(made, actor=editor, team="Hill ward", email="ward@example.org")
    _bring_to(made, state, editor, make.user(Role.CHAIR, panel=panel))
    db.session.commit()
    return made


def panel_records(make: Make, panel: Panel) -> dict[str, dict[str, object]]:
    """One record of each kind, for the table of addresses."""
    planned = session(make, Stand.SUBMITTED, panel=panel)
    question = changes.add_question(
        planned.subject,
        actor=make.user(Role.EDITOR, panel=panel),
        text="Where should a baby sleep?",
        answers=["In a cot", "On a sofa", "In a car seat"],
        right=0,
    )
    return {
        "session": {"session_id": planned.id},
        "booking": {"booking_id": booking(planned).id},
        "subject": {"subject_id": planned.subject_id},
        "question": {"question_id": question.id},
        "briefing": {"briefing_id": briefing(make, Stand.SUBMITTED, panel=panel).id},
    }


def public_records(make: Make, panel: Panel) -> dict[str, dict[str, object]]:
    held = session(make, panel=panel)
    came = booking(held, came=True)
    [copy] = briefing(make, panel=panel).copies
    return {
        "open-session": {"session_id": held.id},
        "place-link": {"token": booking_token(came.id), "phase": "after"},
        "certificate": {"code": came.certificate_code},
        "team-link": {"token": copy_token(copy.id)},
    }
