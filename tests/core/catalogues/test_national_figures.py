"""Figures that others published come with a source, a date and how sure they are."""

from decimal import Decimal

from cdop.core.catalogues.national_figures import Mark, latest_of, shipped_figures

FIGURES = shipped_figures()


def test_every_figure_has_a_code_of_its_own():
    codes = [figure.code for figure in FIGURES]

    assert len(set(codes)) == len(codes)
    assert codes


def test_every_figure_says_where_it_was_seen():
    assert all(figure.source and figure.url.startswith("https://") for figure in FIGURES)


def test_only_confirmed_figures_are_shipped():
    assert {figure.mark for figure in FIGURES} == {Mark.CONFIRMED}


def test_the_latest_year_stands_for_a_measure():
    figure = latest_of("modifiable-share", FIGURES)

    assert (figure.value, figure.year, figure.published) == (Decimal(48), "2024/25", "2025-11")
    assert figure.shown == "48%"


def test_a_measure_that_nobody_published_has_no_figure():
    assert latest_of("no-such-measure", FIGURES) is None


def test_a_rate_is_shown_with_its_unit():
    assert latest_of("infant-death-rate", FIGURES).shown == "3.8 per 1,000 live births"


def test_a_figure_keeps_the_decimals_it_was_published_with():
    assert latest_of("unexplained-death-rate", FIGURES).shown.startswith("0.28")
