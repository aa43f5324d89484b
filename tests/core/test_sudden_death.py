"""The audit's population, its catalogue of facts, and the hazards that facts and factors show."""

import pytest

from cdop.core.answers import Answer
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sleep import SharedWith, SleepPosition, SleepSurface
from cdop.core.influence import Influence
from cdop.core.sudden_death import (
    FACTS,
    HAZARDS,
    FactGroup,
    FactKind,
    HazardKind,
    any_smoking_exposure,
    any_unsafe_sleep,
    explained,
    hazardous_cosleep,
    hazards,
    is_sudi,
)

NAMES = """
asleep position_put_down position_found surface surface_found shared_surface shared_with
sharer_smokes sharer_alcohol sharer_drugs sharer_medicine sharer_tired room_with_carer
head_covered loose_bedding clutter overheated swaddled wedged_or_overlaid dummy_usual dummy_used
out_of_routine safe_space_available
smoked_in_pregnancy mother_smokes partner_smokes household_smoker vaping
carer_alcohol_24h carer_drugs_24h alcohol_misuse drug_misuse
breastfed immunised ill_last_24h growth_concern neonatal_unit multiple_birth previous_sudi
advice_midwife advice_health_visitor advice_consistent advice_smoking
history_taken scene_visit post_mortem joint_response_in_time
""".split()


def shown(gestation_weeks=None, birth_weight_g=None, age_days=None, **facts):
    found = hazards(
        facts,
        gestation_weeks=gestation_weeks,
        birth_weight_g=birth_weight_g,
        age_days=age_days,
    )
    return [hazard.code for hazard in found]


class TestPopulation:
    def test_an_infant_who_died_suddenly_without_apparent_cause_is_in_the_audit(self):
        assert is_sudi(60, Answer.NO, ["b"])
        assert is_sudi(60, "N", ["a", "b"])

    @pytest.mark.parametrize("age_days", [0, 27, 364])
    def test_any_infant_counts_from_the_day_of_birth_to_364_days(self, age_days):
        assert is_sudi(age_days, Answer.NO, ["b"])

    @pytest.mark.parametrize("age_days", [365, 900, None])
    def test_an_older_child_or_one_of_unknown_age_does_not(self, age_days):
        assert not is_sudi(age_days, Answer.NO, ["b"])

    @pytest.mark.parametrize("expected", [Answer.YES, Answer.NOT_KNOWN, None])
    def test_a_death_not_known_to_be_unexpected_does_not(self, expected):
        assert not is_sudi(60, expected, ["b"])

    def test_an_unexpected_death_with_an_apparent_external_cause_does_not(self):
        assert not is_sudi(60, Answer.NO, ["a", "d"])

    def test_in_older_logs_the_joint_response_stands_for_the_criterion(self):
        assert is_sudi(60, Answer.NO, [], Answer.YES)
        assert not is_sudi(60, Answer.NO, [], Answer.NO)
        assert not is_sudi(60, Answer.NO, [], Answer.NOT_KNOWN)
        assert not is_sudi(60, Answer.NO)

    def test_a_recorded_criterion_outweighs_the_joint_response(self):
        assert not is_sudi(60, Answer.NO, ["a"], Answer.YES)

    def test_an_answer_given_in_place_of_the_criteria_is_an_error_not_a_no(self):
        with pytest.raises(ValueError, match="'Y'"):
            is_sudi(60, Answer.NO, Answer.YES)

    def test_a_death_explained_in_the_end_is_reported_as_explained(self):
        assert explained("9")
        assert not explained("10")


class TestFacts:
    def test_facts_have_the_names_and_order_of_the_columns(self):
        assert list(FACTS) == NAMES

    def test_the_groups_follow_one_another(self):
        groups = [fact.group for fact in FACTS.values()]

        assert list(dict.fromkeys(groups)) == list(FactGroup)
        assert groups == sorted(groups, key=list(FactGroup).index)

    @pytest.mark.parametrize("fact", FACTS.values(), ids=lambda each: each.name)
    def test_every_fact_can_be_asked_and_printed(self, fact):
        assert fact.question.endswith("?")
        assert 0 < len(fact.short_label) <= 50
        assert fact.code[:2] in ("SU", "ST")
        assert set(fact.factor_codes) <= set(FACTORS)
        assert fact.hint == "" or fact.hint.endswith(".")

    @pytest.mark.parametrize("fact", FACTS.values(), ids=lambda each: each.name)
    def test_every_fact_can_be_answered_not_known(self, fact):
        assert fact.choices is not None
        assert {"NK", "nk"} & {choice.value for choice in fact.choices}
        assert fact.hazard < set(fact.choices)

    def test_all_but_positions_surfaces_and_sharer_are_plain_answers(self):
        assert {name: fact.choices for name, fact in FACTS.items() if fact.kind != "answer"} == {
            "position_put_down": SleepPosition,
            "position_found": SleepPosition,
            "surface": SleepSurface,
            "surface_found": SleepSurface,
            "shared_with": SharedWith,
        }
        assert FactKind.NUMBER not in {fact.kind for fact in FACTS.values()}

    def test_advice_and_investigation_are_never_hazards_to_the_infant(self):
        groups = {fact.group for fact in FACTS.values() if fact.hazard}

        assert groups.isdisjoint({FactGroup.ADVICE, FactGroup.INVESTIGATION})


class TestHazards:
    @pytest.mark.parametrize(
        ("name", "value"),
        [(name, value) for name, fact in FACTS.items() for value in sorted(fact.hazard)],
    )
    def test_every_answer_marked_as_a_hazard_shows_one(self, name, value):
        context = {"shared_surface": "N"} if value == "adult_bed" else {}

        assert shown(age_days=60, **{**context, name: value})

    @pytest.mark.parametrize("name", FACTS)
    def test_not_known_not_applicable_and_blank_show_none(self, name):
        for value in ("NK", "nk", "NA", None):
            assert shown(age_days=60, **{name: value}) == []

    def test_nothing_recorded_shows_nothing(self):
        assert shown() == []

    def test_an_infant_on_the_back_in_a_cot_beside_a_carer_shows_nothing(self):
        assert not shown(
            gestation_weeks=39,
            birth_weight_g=3400,
            age_days=60,
            asleep="Y",
            position_put_down="back",
            position_found="back",
            surface="cot",
            surface_found="cot",
            shared_surface="N",
            room_with_carer="Y",
            safe_space_available="Y",
            breastfed="Y",
            immunised="Y",
        )

    def test_several_hazards_come_in_the_order_of_the_catalogue(self):
        found = shown(
            smoked_in_pregnancy="Y", surface="sofa", shared_surface="Y", sharer_alcohol="Y"
        )

        assert found == [
            "shared_sleep",
            "hazardous_sharing",
            "sofa_or_armchair",
            "smoking_exposure",
            "alcohol",
        ]

    @pytest.mark.parametrize(
        "risk",
        [
            {"sharer_smokes": "Y"},
            {"sharer_alcohol": "Y"},
            {"sharer_drugs": "Y"},
            {"sharer_medicine": "Y"},
            {"smoked_in_pregnancy": "Y"},
            {"household_smoker": "Y"},
            {"carer_alcohol_24h": "Y"},
            {"carer_drugs_24h": "Y"},
            {"surface": "armchair"},
            {"surface_found": "sofa"},
            {"gestation_weeks": 36},
            {"birth_weight_g": 2499},
        ],
        ids=str,
    )
    def test_sharing_is_hazardous_together_with_any_one_risk(self, risk):
        assert "hazardous_sharing" in shown(shared_surface="Y", **risk)
        assert "hazardous_sharing" not in shown(shared_surface="N", **risk)
        assert "hazardous_sharing" not in shown(shared_surface="NK", **risk)

    def test_sharing_without_added_risk_is_shared_sleep_only(self):
        assert shown(
            shared_surface="Y", surface="adult_bed", gestation_weeks=37, birth_weight_g=2500
        ) == ["shared_sleep"]

    @pytest.mark.parametrize("sharer", ["twin", "pet"])
    def test_a_twin_in_the_cot_or_a_pet_is_not_co_sleeping(self, sharer):
        assert shown(shared_surface="Y", shared_with=sharer, sharer_smokes="NA") == []

    def test_alone_on_an_adult_bed_is_an_unsuitable_surface_and_shared_is_not(self):
        assert shown(surface="adult_bed", shared_surface="N") == ["unsuitable_surface"]
        assert "unsuitable_surface" not in shown(surface="adult_bed", shared_surface="Y")
        assert shown(surface="adult_bed") == []

    @pytest.mark.parametrize(
        ("age_days", "found"), [(182, ["separate_room"]), (183, []), (None, [])]
    )
    def test_a_separate_room_counts_only_under_6_months(self, age_days, found):
        assert shown(room_with_carer="N", age_days=age_days) == found

    def test_a_dummy_matters_only_to_an_infant_used_to_one(self):
        assert shown(dummy_usual="Y", dummy_used="N") == ["usual_dummy_not_used"]
        assert shown(dummy_usual="N", dummy_used="N") == []
        assert shown(dummy_usual="Y", dummy_used="NK") == []

    def test_an_infant_found_on_the_front_may_have_rolled(self):
        assert shown(position_put_down="back", position_found="front") == []

    def test_sleep_hazards_do_not_apply_to_an_infant_who_was_awake(self):
        facts = {"surface": "sofa", "head_covered": "Y", "mother_smokes": "Y"}

        assert shown(asleep="N", **facts) == ["smoking_exposure"]
        assert shown(asleep="NK", **facts) == [
            "sofa_or_armchair",
            "head_covered",
            "smoking_exposure",
        ]

    @pytest.mark.parametrize(
        ("weeks", "grams", "found"),
        [
            (36, 3000, True),
            (37, 2499, True),
            (37, 2500, False),
            (None, 2400, True),
            (None, None, False),
        ],
    )
    def test_preterm_is_under_37_weeks_and_small_under_2500_g(self, weeks, grams, found):
        assert ("preterm_or_low_birth_weight" in shown(weeks, grams)) is found

    def test_vaping_is_recorded_and_never_counted_as_smoking(self):
        assert shown(vaping="Y") == []

    @pytest.mark.parametrize("hazard", HAZARDS.values(), ids=lambda each: each.code)
    def test_every_hazard_stands_for_known_factors(self, hazard):
        assert hazard.label[0].isupper()
        assert hazard.factor_codes
        assert set(hazard.factor_codes) <= set(FACTORS)

    def test_sleep_hazards_stand_for_unsafe_sleep_factors_only(self):
        sleeping = [each for each in HAZARDS.values() if each.kind is HazardKind.SLEEP]

        assert all(FACTORS[code].unsafe_sleep for each in sleeping for code in each.factor_codes)
        assert len(sleeping) == 17


class TestScoredFactors:
    def test_unsafe_sleep_counts_where_it_may_have_contributed(self):
        assert any_unsafe_sleep({"C05": Influence.MAY_HAVE_CONTRIBUTED})
        assert not any_unsafe_sleep({"C05": Influence.NONE_OR_UNLIKELY})
        assert not any_unsafe_sleep({"C05": Influence.UNKNOWN})
        assert not any_unsafe_sleep({"A01": Influence.MAY_HAVE_CONTRIBUTED})
        assert not any_unsafe_sleep({})

    @pytest.mark.parametrize("code", ["A04", "B01", "B02", "B03"])
    def test_smoking_exposure_is_in_pregnancy_or_by_the_household(self, code):
        assert any_smoking_exposure({code: Influence.MAY_HAVE_CONTRIBUTED})
        assert not any_smoking_exposure({code: Influence.NONE_OR_UNLIKELY})

    @pytest.mark.parametrize("code", ["B04", "D11"])
    def test_vaping_and_a_missed_referral_are_not_exposure(self, code):
        assert not any_smoking_exposure({code: Influence.MAY_HAVE_CONTRIBUTED})

    @pytest.mark.parametrize("code", ["A01", "A02", "A04", "B01", "B02", "B03", "B06", "B08"])
    def test_bed_sharing_with_one_more_risk_is_hazardous(self, code):
        assert hazardous_cosleep(["C02", code])
        assert not hazardous_cosleep([code])

    def test_sofa_sleep_is_hazardous_by_itself_and_bed_sharing_is_not(self):
        assert hazardous_cosleep({"C04"})
        assert hazardous_cosleep({"C03"})
        assert not hazardous_cosleep({"C02"})
        assert not hazardous_cosleep({"C02", "B09", "C08"})
        assert not hazardous_cosleep([])
