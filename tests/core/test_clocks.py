"""Due dates, pauses and the colour of every clock."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cdop.core.clocks import (
    DEFAULT_RULES,
    ClockRule,
    Event,
    Pause,
    PauseReason,
    Rag,
    Unit,
    due_date,
    next_due,
    status,
)

RULES = {rule.code: rule for rule in DEFAULT_RULES}
MEETING = RULES["review_meeting"]
DIED = date(2026, 1, 10)
DUE = date(2026, 4, 10)


def inquest(started, ended=None):
    return Pause(PauseReason.INQUEST, started, ended)


def meeting(today, *pauses, held=None):
    events = {Event.DEATH: DIED, Event.REVIEW_MEETING: held}
    return status(MEETING, events, pauses, today)


@pytest.mark.parametrize(
    ("code", "words", "mark"),
    [
        ("notification", "24 hours", "U"),
        ("ncmd", "48 hours", "C"),
        ("reports", "3 weeks", "U"),
        ("review_meeting", "3 months", "U"),
        ("panel", "6 weeks", "U"),
    ],
)
def test_the_clocks_shipped_are_data_with_their_source(code, words, mark):
    rule = RULES[code]

    assert rule.target_words == words
    assert rule.mark == mark
    assert rule.basis


@pytest.mark.parametrize(
    ("unit", "target", "due"),
    [
        (Unit.HOURS, 24, date(2026, 4, 3)),
        (Unit.HOURS, 25, date(2026, 4, 4)),
        (Unit.DAYS, 10, date(2026, 4, 12)),
        (Unit.WEEKS, 6, date(2026, 5, 14)),
        (Unit.MONTHS, 3, date(2026, 7, 2)),
        (Unit.WORKING_DAYS, 1, date(2026, 4, 7)),
    ],
)
def test_a_target_may_be_counted_in_any_unit(unit, target, due):
    rule = replace(MEETING, target=target, unit=unit)

    assert due_date(rule, date(2026, 4, 2)) == due


def test_hours_are_counted_from_the_hour_where_it_is_known():
    notified = RULES["notification"]

    assert due_date(notified, datetime(2026, 3, 1, 23, 30)) == date(2026, 3, 2)
    assert due_date(replace(notified, target=6), datetime(2026, 3, 1, 23, 30)) == date(2026, 3, 2)
    assert due_date(replace(notified, target=6), datetime(2026, 3, 1, 9, 0)) == date(2026, 3, 1)


def test_a_unit_read_from_a_settings_table_works_as_plain_text():
    assert due_date(replace(MEETING, unit="weeks", target=1), DIED) == date(2026, 1, 17)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="fortnights"):
        due_date(replace(MEETING, unit="fortnights"), DIED)


def test_a_clock_has_not_started_before_its_first_event():
    standing = status(RULES["panel"], {Event.DEATH: DIED}, [], date(2026, 2, 1))

    assert standing.rag is Rag.NOT_STARTED
    assert standing.words == "Starts with: review meeting"
    assert standing.due_on is None


@pytest.mark.parametrize(
    ("today", "rag", "words"),
    [
        (DIED, Rag.GREEN, "Due 10 April 2026, 90 days left"),
        (date(2026, 3, 26), Rag.GREEN, "Due 10 April 2026, 15 days left"),
        (date(2026, 3, 27), Rag.AMBER, "Due 10 April 2026, 14 days left"),
        (date(2026, 4, 9), Rag.AMBER, "Due 10 April 2026, 1 day left"),
        (DUE, Rag.AMBER, "Due today"),
        (date(2026, 4, 11), Rag.RED, "1 day overdue (due 10 April 2026)"),
        (date(2026, 5, 10), Rag.RED, "30 days overdue (due 10 April 2026)"),
    ],
)
def test_a_clock_turns_from_green_to_amber_to_red(today, rag, words):
    standing = meeting(today)

    assert (standing.rag, standing.words) == (rag, words)
    assert standing.days_left == (DUE - today).days


def test_a_short_clock_is_amber_on_its_last_two_days():
    events = {Event.REPORTS_REQUESTED: DIED}
    reports = replace(RULES["reports"], target=4, unit=Unit.DAYS)

    assert status(reports, events, [], date(2026, 1, 12)).rag is Rag.GREEN
    assert status(reports, events, [], date(2026, 1, 13)).rag is Rag.AMBER


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (date(2026, 3, 1), "Done in time"),
        (DUE, "Done in time"),
        (date(2026, 4, 11), "Done 1 day late"),
        (datetime(2026, 4, 20, 14, 0), "Done 10 days late"),
    ],
)
def test_a_finished_clock_says_whether_it_was_in_time(held, words):
    standing = meeting(date(2026, 6, 1), held=held)

    assert (standing.rag, standing.words) == (Rag.DONE, words)
    assert standing.days_left is None


def test_a_step_that_is_done_without_a_known_start_is_simply_done():
    standing = status(MEETING, {Event.REVIEW_MEETING: DUE}, [], date(2026, 6, 1))

    assert (standing.rag, standing.words, standing.finished_on) == (Rag.DONE, "Done", DUE)


def test_an_open_pause_stops_the_clock_and_says_why():
    standing = meeting(date(2026, 12, 1), inquest(date(2026, 2, 1)))

    assert standing.rag is Rag.PAUSED
    assert standing.words == "Paused since 1 February 2026: Inquest"
    assert standing.due_on is None


def test_an_ended_pause_moves_the_due_date_by_its_length():
    standing = meeting(date(2026, 4, 1), inquest(date(2026, 2, 1), date(2026, 2, 21)))

    assert standing.due_on == date(2026, 4, 30)


def test_a_pause_with_a_planned_end_holds_until_then():
    pause = inquest(date(2026, 2, 1), date(2026, 3, 1))

    assert meeting(date(2026, 2, 28), pause).rag is Rag.PAUSED
    assert meeting(date(2026, 3, 1), pause).due_on == date(2026, 5, 8)


def test_overlapping_pauses_are_not_counted_twice():
    inside = Pause(PauseReason.CSPR, date(2026, 2, 5), date(2026, 2, 10))
    beyond = Pause(PauseReason.CRIMINAL, date(2026, 2, 15), date(2026, 2, 26))
    whole = inquest(date(2026, 2, 1), date(2026, 2, 21))

    standing = meeting(date(2026, 4, 1), beyond, inside, whole)

    assert standing.due_on == date(2026, 5, 5)


def test_a_pause_that_is_still_open_gives_the_reason():
    closed = inquest(date(2026, 2, 1), date(2026, 2, 21))
    still = Pause(PauseReason.FAMILY, date(2026, 2, 15))

    standing = meeting(date(2026, 4, 1), closed, still)

    assert standing.words == "Paused since 1 February 2026: At the family's wish"


def test_a_pause_before_the_clock_began_does_not_count():
    events = {Event.REVIEW_MEETING: date(2026, 5, 1)}
    before = inquest(date(2026, 2, 1), date(2026, 3, 1))
    across = inquest(date(2026, 4, 21), date(2026, 5, 11))

    assert status(RULES["panel"], events, [before], DUE).due_on == date(2026, 6, 12)
    assert status(RULES["panel"], events, [across], date(2026, 5, 20)).due_on == date(2026, 6, 22)


def test_a_pause_begun_after_the_due_date_excuses_nothing():
    standing = meeting(date(2026, 6, 1), inquest(date(2026, 5, 1)))

    assert standing.rag is Rag.RED
    assert standing.due_on == DUE


def test_a_pause_to_come_is_not_yet_one():
    assert meeting(date(2026, 2, 1), inquest(date(2026, 3, 1))).rag is Rag.GREEN


def test_a_meeting_held_during_a_pause_ends_the_waiting():
    standing = meeting(date(2026, 9, 1), inquest(date(2026, 4, 1)), held=date(2026, 6, 1))

    assert standing.words == "Done in time"
    assert standing.due_on == date(2026, 6, 10)


@pytest.mark.parametrize("code", ["notification", "ncmd", "reports"])
def test_enquiries_never_hold_up_a_notification_or_a_report(code):
    rule = RULES[code]
    events = {rule.from_event: DIED}

    assert status(rule, events, [inquest(DIED)], date(2026, 6, 1)).rag is Rag.RED


def test_the_next_due_date_is_the_earliest_that_is_running():
    events = {
        Event.DEATH: DIED,
        Event.NOTIFIED: DIED,
        Event.NCMD_NOTIFIED: DIED,
        Event.REPORTS_REQUESTED: date(2026, 1, 20),
    }

    found = next_due(DEFAULT_RULES, events, [], date(2026, 1, 21))

    assert found == (RULES["reports"], date(2026, 2, 10))


def test_nothing_is_due_where_all_clocks_are_done_paused_or_not_begun():
    events = {
        Event.DEATH: DIED,
        Event.NOTIFIED: DIED,
        Event.NCMD_NOTIFIED: DIED,
    }

    assert next_due(DEFAULT_RULES, events, [inquest(DIED)], date(2026, 6, 1)) is None
    assert next_due(DEFAULT_RULES, {}, [], date(2026, 6, 1)) is None


def test_a_panel_may_bring_a_clock_of_its_own():
    feedback = ClockRule(
        code="feedback",
        label="Family told of the learning",
        from_event=Event.PANEL,
        to_event="family_told",
        target=1,
        unit=Unit.WEEKS,
        basis="Local policy",
        mark="U",
    )

    standing = status(feedback, {Event.PANEL: DUE}, [], DUE)

    assert standing.due_on == date(2026, 4, 17)
    assert feedback.target_words == "1 week"
