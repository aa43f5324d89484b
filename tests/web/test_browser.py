"""The kitchen in a real browser: accessible at both widths, without scripts, under our policy."""

import pytest

from tests.chromium import DESKTOP, PHONE, axe_clean, watch


@pytest.fixture
def open_page(chromium, kitchen_url):
    """Opens a page of the kitchen; whatever the browser complained of fails the test."""
    contexts, complaints = [], []

    def opened(path="/", viewport=DESKTOP, **settings):
        context = chromium.new_context(viewport=viewport, **settings)
        contexts.append(context)
        watch(context, complaints)
        page = context.new_page()
        page.goto(kitchen_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("path", ["/", "/wrong", "/flash"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_rule_of_wcag_is_broken_and_nothing_sticks_out(open_page, path, viewport):
    axe_clean(open_page(path, viewport))


def test_without_scripts_the_form_is_sent_and_comes_back_with_its_errors(open_page):
    page = open_page("/", PHONE, java_script_enabled=False)
    page.fill("#name", "Health visiting")
    page.click("text=Save")

    assert page.title().startswith("Error: ")
    assert page.input_value("#name") == "Health visiting"
    assert page.is_visible("text=Enter an e-mail address")
    assert page.is_visible("#weeks")
    assert not page.is_visible("markdown-toolbar")
    assert not page.is_visible(".app-preview")


def test_the_error_summary_takes_the_focus_and_leads_to_the_box(open_page):
    page = open_page("/wrong")
    assert page.evaluate("document.activeElement.className") == "nhsuk-error-summary"

    page.click("text=Date of death must include a month >> nth=0")

    assert page.evaluate("document.activeElement.id") == "died_on-month"


def test_a_question_shows_with_the_answer_it_belongs_to(open_page):
    page = open_page("/")
    assert not page.is_visible("#weeks")

    page.get_by_label("Back", exact=True).first.check()

    assert page.is_visible("#weeks")


def test_the_formatting_bar_and_the_preview_work_from_the_keyboard(open_page):
    page = open_page("/")
    page.fill("#story", "cot")
    page.locator("#story").select_text()

    page.locator("markdown-toolbar[role=toolbar]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    assert page.input_value("#story") == "**cot**"
    page.locator("#story-preview strong").wait_for()


def test_leaving_with_unsaved_text_asks_first(open_page):
    page = open_page("/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#name").press_sequentially("Health")

    page.click("text=Accessibility")
    page.wait_for_url("**/accessibility")

    assert asked == ["beforeunload"]


def test_sending_the_form_asks_nothing_but_sending_another_does(open_page):
    page = open_page("/wrong")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#name").press_sequentially("Health")
    with page.expect_navigation():
        page.click("button:has-text('Save')")
    assert asked == []

    page.locator("#name").press_sequentially("Health")
    page.click("button:has-text('Sign out')")
    page.wait_for_url("**/sign-out")

    assert asked == ["beforeunload"]


def test_the_end_of_idle_time_is_announced_and_can_be_put_off(open_page):
    page = open_page("/")
    page.clock.install()
    page.reload()
    page.clock.run_for(1681_000)
    page.get_by_role("dialog", name="You will soon be signed out").wait_for()

    page.get_by_role("button", name="Stay signed in").click()

    page.get_by_role("dialog").wait_for(state="hidden")
    page.clock.run_for(600_000)
    assert page.get_by_role("dialog").count() == 0


def test_what_was_typed_outlives_the_end_of_idle_time_out_of_sight(open_page):
    page = open_page("/")
    page.clock.install()
    page.reload()
    page.fill("#name", "Health visiting")

    page.clock.run_for(1_802_000)

    page.get_by_role("alertdialog", name="You have been signed out").wait_for()
    assert not page.is_visible("#name")
    page.get_by_role("button", name="I have signed in: go on").click()
    page.get_by_role("alertdialog").wait_for(state="detached")
    assert page.is_visible("#name")
    assert page.input_value("#name") == "Health visiting"
