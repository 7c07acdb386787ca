import pandas as pd
import pytest

# The answers of one respondent, and the score of each as the survey's table has it, by hand.
ANSWERS = {
    "econ_satisfaction": "satisfied",
    "food_reduction": "sometimes",
    "can_borrow": "no",
    "borrow_frequency": "rarely",
    "spending_vs_debt": "debt_larger",
    "opportunity_access": "poor",
    "working": "yes",
    "productive_assets": "none",
    "looking_for_job": "no",
    "housing_access": "good",
    "housing_quality": "fair",
    "education_access": "very_good",
    "children_in_school": "some",
    "justice_access": "poor",
    "has_id": "yes",
    "documentation_access": "fair",
    "water_access": "very_poor",
    "health_access": "good",
    "health_quality": "poor",
    "social_activities": "often",
    "support_network": "good",
    "belonging": "somewhat_agree",
    "physical_safety": "safe_mostly",
    "family_conflict": "never",
    "discrimination": "sometimes",
    "distress": "often",
    "wants_psych_support": "yes",
    "able_to_stay": "no",
    "leave_wish_or_need": "wish_to_leave",
}


@pytest.fixture
def respondent():
    """One respondent, with the answers above."""
    return pd.DataFrame([ANSWERS])
