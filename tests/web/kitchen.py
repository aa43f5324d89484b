"""A small app that shows every component of the web layer on one page."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, flash, render_template, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.datastructures import ImmutableMultiDict

from cdop.core.clocks import Rag
from cdop.core.workflow import Stage
from cdop.web import errors, filters, forms, headers, markdown, nhs, paging
from cdop.web.charts.bars import BarRow, bar_with_intervals
from cdop.web.charts.drawing import render_svgs

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    BarRow("Smoking in the home", 12, 40, 0.3, 0.18, 0.45),
    BarRow("Bed shared with an adult who had been drinking", 3, 40, 0.075, 0.03, 0.2, hidden=True),
    BarRow("Overheating", 0, 0),
]


class Plan(StrEnum):
    BACK = "back"
    SIDE = "side"


class KitchenForm(forms.NhsForm):
    name = forms.TextField("Name of the agency", required="Enter the name of the agency")
    email = forms.EmailField(required="Enter an e-mail address")
    password = forms.PasswordInput("Password", required="Enter your password")
    weeks = forms.WholeNumber("Weeks of pregnancy", least=20, most=45, suffix="weeks")
    died_on = forms.UKDateField("Date of death", required="Enter the date of death")
    month = forms.UKMonthField("Month of the meeting")
    position = forms.Radios("Position for sleep", choices=Plan, required="Choose the position")
    district = forms.Select("District", choices=Plan)
    present = forms.Checkboxes("Who was there", choices=Plan, hint="Tick all that apply")
    sure = forms.Tick("I have checked the details", required="Confirm that you have checked")
    smoked = forms.AnswerField("Did anyone in the household smoke?", not_applicable=True)
    shared = forms.AnswerField("Was a bed or sofa shared?", hint="At the time of death")
    story = forms.TextArea("Summary", max_length=400, markdown=True)
    paper = forms.Upload("Document", accept=".pdf")
    token = forms.Hidden(default="abc")


def make_app(signed_in: bool = True, **settings: object) -> Flask:
    app = Flask(
        "kitchen",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            FileSystemLoader(ROOT / "templates"),
            FileSystemLoader(Path(__file__).parent / "templates"),
        ]
    )
    app.config.update({"SECRET_KEY": "kitchen", "IDLE_MINUTES": 30, **settings})
    CSRFProtect(app)
    for part in (headers, errors, filters, nhs):
        part.init_app(app)
    person = SimpleNamespace(is_authenticated=signed_in, name="Ama Example")
    app.context_processor(lambda: {"current_user": person, "navigation": _navigation})
    _add_pages(app)
    return app


def _navigation() -> list[dict[str, object]]:
    labels = ("Home", "Cases", "Meetings", "Audits", "Learning", "Newsletters", "Indicators")
    return [
        {"label": label, "href": f"/{label.lower()}", "current": label == "Cases"}
        for label in labels
    ]


def _add_pages(app: Flask) -> None:
    app.add_url_rule("/", "kitchen", _kitchen, methods=["GET", "POST"])
    app.add_url_rule("/wrong", "wrong", _wrong, methods=["GET", "POST"])
    app.add_url_rule("/flash", "flashes", _flashes)
    app.add_url_rule("/published", "published", _published)
    app.add_url_rule("/preview", "preview", _preview, methods=["POST"])
    app.add_url_rule("/account/stay", "accounts.stay", _stay, methods=["POST"])
    app.add_url_rule("/sign-out", "accounts.sign_out", _flashes, methods=["POST"])
    for path, endpoint in (
        ("/sign-in", "accounts.sign_in"),
        ("/account", "accounts.account"),
        ("/support", "public.support"),
        ("/accessibility", "public.accessibility"),
        ("/privacy", "public.privacy"),
    ):
        app.add_url_rule(path, endpoint, _kitchen)


def _kitchen() -> tuple[str, int]:
    form = KitchenForm(request.form, data={"died_on": date(2026, 3, 31)})
    bad = request.method == "POST" and not form.validate()
    return _page(form), 422 if bad else 200


def _wrong() -> str:
    form = KitchenForm(
        ImmutableMultiDict({"died_on-day": "31", "died_on-year": "2026", "weeks": "many"})
    )
    form.validate()
    return _page(form)


def _stay() -> Response:
    return Response("{}", mimetype="application/json")


def _preview() -> str:
    return markdown.render(request.form["story"])


def _flashes() -> str:
    flash("Factor saved")
    flash("The report is late", "warning")
    return _page(KitchenForm())


def _published() -> str:
    headers.allow_caching(300)
    return "published"


def _page(form: KitchenForm) -> str:
    return render_template(
        "kitchen.html",
        form=form,
        the_stage=Stage.GATHERING,
        the_rag=Rag.AMBER,
        page=paging.page_of_list(range(240), number=paging.requested_page(), size=10),
        sorting=paging.requested_sorting({"due", "reference"}, default="due"),
        prose=markdown.render("# One\n\nA **bold** word.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
        svg=render_svgs([bar_with_intervals(ROWS, "Modifiable factors", "Shares of 40 deaths")])[0],
    )
