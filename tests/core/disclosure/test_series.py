"""Whatever was published before, no later release gives a small number away."""

import random

from tests.core.disclosure.series import deaths, five_years, publish, some_releases

SERIES = 30
NO_LIMIT = 60  # a search that is cut short hides more than it needs, and gives less away


def test_no_random_series_of_releases_gives_a_small_number_away():
    hidden = 0

    for number in range(SERIES):
        chance = random.Random(number)
        records = deaths(chance, chance.choice((12, 20, 30)))
        outcome = publish(some_releases(chance), records, with_ledger=True, seconds=0.5)

        assert (number, outcome.recovered, outcome.narrowed) == (number, 0, 0)
        hidden += outcome.hidden

    assert hidden > SERIES


def test_five_years_and_rolling_years_give_nothing_away_with_a_ledger():
    records = deaths(random.Random(2026), 30)

    alone = publish(five_years(), records, with_ledger=False, seconds=NO_LIMIT)
    kept = publish(five_years(), records, with_ledger=True, seconds=0.5)

    assert alone.recovered > 0
    assert (kept.recovered, kept.narrowed) == (0, 0)
