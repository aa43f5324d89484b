"""A chair writes the words of an audit and never its numbers."""

import pytest

from cdop.audits import word_changes
from cdop.audits.changes import rebuild_audit
from cdop.audits.draft import headings
from cdop.audits.models import AuditRecommendation, AuditState, SectionWords
from cdop.audits.told import Told, fill, of_known, token, unknown_tokens
from cdop.audits.word_queries import latest_words
from cdop.audits.wording import released_words, typed_words
from cdop.extensions import db
from tests.pdf_reading import read_pdf

LINE = ("smoking", "mother_smokes")
SMOKED = f"Smoking matters: {token('count', *LINE)} of {token('denominator', *LINE)}."


def _table(code, **lines):
    rows = [
        {"code": line, "label": line, "cells": {"count": count, "denominator": known}}
        for line, (count, known) in lines.items()
    ]
    return {"code": code, "content": {"rows": rows}}


@pytest.fixture
def audit(thirty_deaths, build):
    return build()


@pytest.fixture
def place_of(audit):
    return headings(audit).index


def test_a_token_is_the_number_as_the_table_shows_it():
    exact, released = (
        Told([_table("smoking", a=("20", "30"))]),
        Told([_table("smoking", a=("[c]", "30"))]),
    )

    assert fill(of_known("smoking", "a"), exact) == "20 of 30 (–)"
    assert fill("{{count smoking/a}} died", released) == "[c] died"


def test_a_token_that_asks_for_no_number_is_refused():
    told = Told([_table("smoking", a=("20", "30"))])

    assert unknown_tokens("{{count smoking/a}}", told) == []
    assert unknown_tokens("{{count smoking/b}} {{total}}", told) == [
        "{{count smoking/b}}",
        "{{total}}",
    ]


def test_a_section_is_written_by_the_service_until_a_chair_writes_it(
    audit, place_of, sign_in, chair
):
    browser, place = sign_in(chair), place_of("Smoking")

    before = browser.get(f"/audits/{audit.id}?part={place + 1}")
    browser.submit(f"/audits/{audit.id}/words/{place}", text=SMOKED, seen="")
    after = browser.get(f"/audits/{audit.id}?part={place + 1}")

    assert "20 of 30 (66.7%) had a mother who smoked after the birth" in before
    assert "Smoking matters: 20 of 30." in after
    assert "As the service writes it" in after


def test_every_saving_is_a_version_and_an_empty_one_gives_the_section_back(
    audit, place_of, sign_in, chair
):
    browser, address = sign_in(chair), f"/audits/{audit.id}/words/{place_of('Smoking')}"
    browser.submit(address, text=SMOKED, seen="")
    first = latest_words(audit)["Smoking"].id

    browser.submit(address, text="", seen=first)

    assert latest_words(audit) == {}
    assert len(db.session.scalars(db.select(SectionWords)).all()) == 2
    assert "Smoking matters" in browser.get(address)


def test_who_wrote_from_an_old_version_is_shown_both_texts(audit, place_of, sign_in, chair):
    browser, address = sign_in(chair), f"/audits/{audit.id}/words/{place_of('Smoking')}"
    browser.submit(address, text="One text", seen="")

    page = browser.submit(address, text="Another text", seen="")

    assert page.status_code == 409
    assert "One text" in page
    assert "Another text" in page


def test_words_that_ask_for_no_number_are_not_saved(audit, place_of, sign_in, chair):
    address = f"/audits/{audit.id}/words/{place_of('Smoking')}"

    page = sign_in(chair).submit(address, text="{{count smoking/nobody}}", seen="")

    assert page.status_code == 422
    assert "There is no such number: {{count smoking/nobody}}" in page


def test_a_release_prints_what_a_chair_saved_with_the_numbers_it_shows(
    audit, place_of, sign_in, chair
):
    browser = sign_in(chair)
    browser.submit(f"/audits/{audit.id}/words/{place_of('Smoking')}", text=SMOKED, seen="")
    word_changes.recommend(audit, actor=chair, text="Ask", owner="Midwifery lead", due_on=None)

    published = released_words(audit, [_table("smoking", mother_smokes=("[c]", "30"))])

    assert "### Smoking\n\nSmoking matters: [c] of 30." in published
    assert "- Ask (Midwifery lead)" in published
    assert "infants" not in published
    assert "{{" not in typed_words(audit)


def test_recommendations_are_drafted_from_standards_that_were_not_met(audit, sign_in, chair):
    browser, address = sign_in(chair), f"/audits/{audit.id}/recommendations"

    browser.submit(f"{address}/draft")
    browser.submit(f"{address}/draft")

    drafted = db.session.scalars(db.select(AuditRecommendation)).all()
    assert len(drafted) == len({each.drafted_for for each in drafted}) > 5
    assert drafted[0].text in browser.get(address)


def test_progress_can_be_told_after_the_release_but_the_words_stay(audit, sign_in, chair):
    added = word_changes.recommend(audit, actor=chair, text="Ask", owner="", due_on=None)
    audit.state = AuditState.RELEASED
    db.session.commit()
    browser, address = sign_in(chair), f"/audits/recommendations/{added.id}"
    said = {"owner": "", "state": "under_way", "progress": "Begun", "version": added.version}

    refused = browser.submit(address, text="Something else", **said)
    browser.submit(address, text="Ask", **said)

    assert refused.status_code == 409
    db.session.expire_all()
    assert (added.text, added.progress) == ("Ask", "Begun")


def test_building_again_keeps_words_and_recommendations(audit, chair, place_of, sign_in):
    sign_in(chair).submit(f"/audits/{audit.id}/words/{place_of('Smoking')}", text=SMOKED, seen="")
    word_changes.recommend(audit, actor=chair, text="Ask", owner="", due_on=None)

    rebuilt = rebuild_audit(audit, actor=chair)

    assert latest_words(rebuilt)["Smoking"].text == SMOKED
    assert "- Ask" in released_words(rebuilt, [])


def test_a_standard_is_set_for_the_audits_to_come(audit, sign_in, chair, build):
    browser, address = sign_in(chair), f"/audits/standards/{audit.panel.slug}/s01"
    said = {"criterion": "In time", "target": "80", "source": "Agreed here", "in_use": "y"}

    browser.submit(address, version=1, **said)

    assert "In time" in browser.get(f"/audits/standards/{audit.panel.slug}")
    told = build().results["context"]["standards"][0]
    assert (told["criterion"], told["target"]) == ("In time", 80)


def test_the_draft_can_be_printed_with_its_words_and_findings(audit, sign_in, chair):
    page = sign_in(chair).get(f"/audits/{audit.id}.pdf")

    words = " ".join(read_pdf(page.response.data).words.split())
    assert page.response.content_type == "application/pdf"
    assert "20 of 30 (66.7%) had a mother who smoked after the birth" in words
    assert "Standards and whether they were met" in words
