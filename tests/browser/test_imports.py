"""A coordinator brings in the log of a panel: at a desk, on a phone, and without scripts."""

import re

import pytest

LOG = "\n".join(
    (
        "Ref,Forename,Surname,NHS No,DOB,Date of Death,Category,Notes",
        "OLD/{0}/1,Orla{0},Pell,,01/02/2020,03/03/2020,10,seen",
        "OLD/{0}/2,Mina{0},Quill,,05/06/2021,07/07/2021,nonsense,",
        "OLD/{0}/3,Ivo{0},Rusk,,09/09/2021,01/01/2021,,",
        "OLD/{0}/1,Orla{0},Pell,,01/02/2020,03/03/2020,10,",
    )
)


def choose_file(page, mark: str) -> None:
    page.goto("/imports/new")
    panels = page.locator("select#panel option")
    if panels.count():
        page.select_option("#panel", index=1)
    file = {"name": "old log.csv", "mimeType": "text/csv", "buffer": LOG.format(mark).encode()}
    page.set_input_files("input[type=file]", file)
    page.click("main button:text-is('Upload')")


def look(page, name, axe_clean, screenshot) -> None:
    screenshot(page, f"import-{name}")
    axe_clean(page)


@pytest.mark.parametrize("window", ["page", "phone"])
def test_a_log_goes_in_and_comes_out_again(
    window, request, live_server, sign_in, axe_clean, screenshot
):
    page = request.getfixturevalue(window)
    sign_in(page, live_server.person("coordinator"))
    page.goto("/imports/")
    look(page, "list", axe_clean, screenshot)
    page.click("text=Upload a spreadsheet")
    look(page, "upload", axe_clean, screenshot)
    choose_file(page, window)
    look(page, "columns", axe_clean, screenshot)
    page.click("text=See what would be imported")
    look(page, "preview", axe_clean, screenshot)

    page.click("text=Import 2 deaths")
    if page.locator("h1", has_text="Importing").count():
        look(page, "progress", axe_clean, screenshot)
    page.wait_for_selector("h1:has-text('What was imported')")
    look(page, "done", axe_clean, screenshot)
    page.click("text=Undo this import")
    look(page, "undo", axe_clean, screenshot)
    page.click("text=Remove 2 cases")

    assert page.locator("text=The import is undone").count()
    page.goto("/imports/")
    look(page, "list-filled", axe_clean, screenshot)


def test_it_works_without_scripts(page_without_scripts, live_server, sign_in):
    page = page_without_scripts
    sign_in(page, live_server.person("coordinator"))
    choose_file(page, "plain")
    page.click("text=See what would be imported")
    page.click("text=Import 2 deaths")

    for _ in range(50):
        if page.locator("text=Check again").count() == 0:
            break
        page.wait_for_timeout(300)
        page.click("text=Check again")

    assert page.locator("h1").inner_text().endswith("What was imported")
    assert re.fullmatch(r".*/imports/[0-9A-Za-z]{22}", page.url)
    page.click("text=Undo this import")
    page.click("text=Remove 2 cases")
    assert page.locator("text=The import is undone").count()


def test_mistakes_are_told_at_the_field(page, live_server, sign_in, axe_clean, screenshot):
    sign_in(page, live_server.person("coordinator"))
    choose_file(page, "mistake")
    page.select_option("#dod", label="Not in the file")
    page.click("text=See what would be imported")

    assert page.locator("#dod-error").inner_text().endswith("heading of the date of death")
    look(page, "columns-mistake", axe_clean, screenshot)
    page.click("text=Throw this upload away")
    look(page, "discard", axe_clean, screenshot)
    page.click("button:has-text('Throw it away')")
    page.wait_for_selector("text=Nothing was imported")
