"""Lists come in pages; nonsense in the address never breaks one."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cdop.web.paging import Sorting, page_of, page_of_list, requested_page, requested_sorting


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("0", 0), ("-1", 1), ("x", 1), ("", 1), ("9" * 40, 1), ("٣", 1), ("1.5", 1)],
)
def test_a_page_number_is_read_safely(kitchen_app, text, number):
    with kitchen_app.test_request_context("/", query_string={"page": text}):
        assert requested_page() == number


def test_past_the_end_means_the_last_page():
    page = page_of_list(range(45), number=99, size=20)

    assert (page.number, page.pages, list(page)) == (3, 3, [40, 41, 42, 43, 44])
    assert (page.first, page.last) == (41, 45)


def test_an_empty_list_has_one_empty_page():
    page = page_of_list([], number=0)

    assert (page.number, page.pages, page.first, page.last) == (1, 1, 0, 0)


def test_a_select_is_counted_and_cut():
    engine = sa.create_engine("sqlite://")
    table = sa.Table("case", sa.MetaData(), sa.Column("n", sa.Integer))
    with Session(engine) as session:
        table.create(session.connection())
        session.execute(sa.insert(table), [{"n": n} for n in range(7)])

        page = page_of(session, sa.select(table.c.n).order_by(table.c.n), number=2, size=5)
    engine.dispose()

    assert (page.total, list(page)) == (7, [5, 6])


def test_only_an_allowed_column_sorts(kitchen_app):
    with kitchen_app.test_request_context("/?sort=due&order=desc"):
        assert requested_sorting({"due"}, default="reference") == Sorting("due", True)
        assert requested_sorting({"name"}, default="reference") == Sorting("reference")


def test_a_second_press_on_a_header_turns_the_order_round():
    sorting = Sorting("due")

    assert sorting.arguments_for("due") == {"sort": "due", "order": "desc", "page": None}
    assert sorting.arguments_for("name") == {"sort": "name", "order": None, "page": None}
    assert Sorting("due", True).arguments_for("due")["order"] is None
