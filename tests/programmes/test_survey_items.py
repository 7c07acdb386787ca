"""The items of the Reintegration Sustainability Survey, as its scoring documentation names them."""

import pytest

from evalcap.programmes import programme

FREQUENCY = "never rarely sometimes often very_often prefer_not"
RATING = "very_good good fair poor very_poor dont_know prefer_not"
ITEMS = {
    "econ_satisfaction": "very_satisfied satisfied neutral dissatisfied very_dissatisfied "
    "prefer_not",
    "food_reduction": FREQUENCY,
    "can_borrow": "yes no dont_know prefer_not",
    "borrow_frequency": FREQUENCY,
    "spending_vs_debt": "spending_larger debt_larger no_debt prefer_not",
    "opportunity_access": RATING,
    "working": "yes no dont_know prefer_not not_applicable",
    "productive_assets": "any_asset none dont_know prefer_not",
    "looking_for_job": "no yes dont_know",
    "housing_access": RATING,
    "housing_quality": RATING,
    "education_access": RATING,
    "children_in_school": "yes some none missing_or_na",
    "justice_access": RATING,
    "has_id": "yes no",
    "documentation_access": RATING,
    "water_access": RATING,
    "health_access": RATING,
    "health_quality": RATING,
    "social_activities": "very_often often sometimes rarely never",
    "support_network": RATING,
    "belonging": "strongly_agree somewhat_agree neither somewhat_disagree strongly_disagree "
    "dont_know prefer_not",
    "physical_safety": "very_safe_always safe_mostly neutral unsafe_mostly very_unsafe_always "
    "prefer_not",
    "family_conflict": FREQUENCY,
    "discrimination": "never rarely sometimes often all_the_time prefer_not",
    "distress": FREQUENCY,
    "wants_psych_support": "no yes dont_know",
    "able_to_stay": "yes no dont_know prefer_not",
    "leave_wish_or_need": "wish_to_leave need_to_leave",
}
CONSTRUCTS = ("services_construct", "remigration_construct")


def test_the_survey_has_thirty_items_one_of_them_computed():
    items = [c for t in programme("reintegration").tables for c in t.columns if "item" in c.tags]
    assert [item.name for item in items] == list(ITEMS)
    assert len(items) + 1 == 30


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_takes_the_answers_that_are_scored(name):
    assert programme("reintegration").column(name).allowed == tuple(ITEMS[name].split())


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_asks_for_the_official_wording(name):
    wording = programme("reintegration").column(name).official_wording
    assert wording == "IOM Reintegration Sustainability Survey, original 30-item version"


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_what_is_computed_from_items_is_a_number(name):
    assert programme("reintegration").column(name).type == "number"
