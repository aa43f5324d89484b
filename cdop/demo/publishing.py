"""What a panel made of its reviews: lessons, newsletters and those who read them."""

from cdop.accounts.models import Panel
from cdop.demo.annual_report import ask_for_annual_report
from cdop.demo.audit_jobs import ask_for_audits
from cdop.demo.learning import write_lessons
from cdop.demo.markers import Planter
from cdop.demo.newsletters import write_issues, write_readers
from cdop.demo.pages import write_pages
from cdop.demo.people import Stage
from cdop.demo.reach import write_reach
from cdop.demo.themes import define_themes
from cdop.demo.training import write_training


def publish(stage: Stage, panel: Panel, planter: Planter, *, with_audits: bool) -> None:
    lessons = write_lessons(stage, panel, planter)
    write_readers(panel)
    write_reach(stage, panel, write_issues(stage, panel, planter, lessons))
    write_training(stage, panel, lessons)
    write_pages(stage, panel)
    if with_audits:
        ask_for_audits(panel, planter)
        ask_for_annual_report(panel)
        define_themes(stage, panel)
