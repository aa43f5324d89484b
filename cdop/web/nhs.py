"""NHS design system components for templates: `nhs.tag({"text": "Overdue", "colour": "red"})`.

The components come from another environment, because they read settings that were not given,
which our own templates must never do.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape

FRONTEND_VERSION = "10.6.1"
JINJA_VERSION = "0.10.2"  # the port of exactly that version

COMPONENTS = {
    "action_link": ("action-link", "actionLink"),
    "back_link": ("back-link", "backLink"),
    "breadcrumb": ("breadcrumb", "breadcrumb"),
    "button": ("button", "button"),
    "card": ("card", "card"),
    "contents_list": ("contents-list", "contentsList"),
    "details": ("details", "details"),
    "do_dont_list": ("do-dont-list", "list"),
    "error_message": ("error-message", "errorMessage"),
    "error_summary": ("error-summary", "errorSummary"),
    "inset_text": ("inset-text", "insetText"),
    "notification_banner": ("notification-banner", "notificationBanner"),
    "pagination": ("pagination", "pagination"),
    "panel": ("panel", "panel"),
    "scroll": ("scroll", "scroll"),
    "search_input": ("search-input", "searchInput"),
    "summary_list": ("summary-list", "summaryList"),
    "table": ("tables", "table"),
    "tabs": ("tabs", "tabs"),
    "tag": ("tag", "tag"),
    "task_list": ("task-list", "taskList"),
    "warning_callout": ("warning-callout", "warningCallout"),
}

_environment = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"),
    undefined=ChainableUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def component(name: str, params: Mapping[str, Any]) -> Markup:
    """One component as HTML; any `html` setting that is not Markup already is escaped."""
    folder, macro = COMPONENTS[name]
    module = _environment.get_template(f"nhsuk/components/{folder}/macro.jinja").module
    return Markup(getattr(module, macro)(_escaped(params)))


def _escaped(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {k: _escaped(v, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(item, key) for item in value]
    if isinstance(value, str) and key.lower().endswith("html"):
        return escape(value)
    return value


class Components:
    """What templates know as `nhs`: every component by its name in snake case."""

    def __getattr__(self, name: str) -> Any:
        if name not in COMPONENTS:
            raise AttributeError(f"There is no NHS component called {name}")
        return lambda params: component(name, params)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["nhs"] = Components()
