"""A wide table can be read line by line, and says no less to somebody who hears it."""

from markupsafe import Markup

from cdop.web.stacking import stacked, stacks

WIDE = Markup(
    '<thead><tr><th scope="col">Lesson</th><th scope="col">Theme &amp; factors</th>'
    '<th scope="col" class="x"><a href="?sort=state">State</a></th>'
    '<th scope="col"><span class="nhsuk-u-visually-hidden">Erase</span></th></tr></thead>'
    '<tbody><tr><th scope="row">Ask</th><td class="y">Smoking</td><td>Draft</td><td>-</td></tr>'
    '<tr><th scope="row">Show</th><td>Sleep</td><td>Open</td><td>-</td></tr></tbody>'
)


def test_each_cell_of_each_line_names_its_column():
    rows = stacked(WIDE)

    assert rows.count('data-label="Theme &amp; factors"') == 2
    assert '<td role="cell" data-label="Theme &amp; factors" class="y">Smoking</td>' in rows
    assert '<td role="cell" data-label="State">Open</td>' in rows


def test_the_roles_stand_that_a_stacked_table_would_lose():
    rows = stacked(WIDE)

    assert rows.count('role="row"') == 3
    assert rows.count('role="columnheader"') == 4
    assert rows.count('role="rowheader"') == 2
    assert rows.count('role="rowgroup"') == 2


def test_a_narrow_table_and_one_with_joined_cells_stay_tables():
    three = Markup("<thead><tr>" + '<th scope="col">A</th>' * 3 + "</tr></thead>")
    joined = Markup(str(WIDE).replace("<td>-</td>", '<td colspan="2">-</td>'))

    assert stacks(WIDE)
    assert not stacks(three)
    assert not stacks(joined)
