from importlib.resources import files

import pytest

import evalcap as ec
from evalcap.errors.scoring import InstrumentError, UnknownInstrumentError
from evalcap.programmes.scoring.instrument import read_instrument

TEXT = (
    files("evalcap.programmes.scoring")
    .joinpath("instruments/rss-original-30.toml")
    .read_text(encoding="utf-8")
)


@pytest.fixture
def own(tmp_path):
    """Write a file of weights of one's own."""

    def write(text):
        file = tmp_path / "own.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_weights_of_each_dimension_add_up_to_one_and_composite_weights_to_the_shares():
    instrument = read_instrument("rss-original-30")
    shares = {"economic": 0.33, "social": 0.33, "psychosocial": 0.34}
    for dimension, share in shares.items():
        items = [item for item in instrument.items if item.dimension == dimension]
        assert sum(item.weight for item in items) == pytest.approx(1, abs=1e-12)
        assert sum(item.composite_weight for item in items) == pytest.approx(share, abs=1e-12)
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)


def test_the_survey_has_thirty_items():
    numbers = [
        n for item in read_instrument("rss-original-30").items for n in item.number.split("-")
    ]
    assert numbers == [str(n) for n in range(1, 31)]


def test_a_file_of_one_s_own_changes_the_scores(own, respondent):
    reversed_items = TEXT.replace(
        "{ wish_to_leave = 1, need_to_leave = 0 }", "{ wish_to_leave = 0, need_to_leave = 1 }"
    )
    stated = ec.score_reintegration(respondent).scores
    otherwise = ec.score_reintegration(respondent, instrument=own(reversed_items)).scores
    lost = stated["psychosocial_score"][0] - otherwise["psychosocial_score"][0]
    assert lost == pytest.approx(0.15)


def test_weights_that_do_not_add_up_are_refused_with_every_mistake(own):
    with pytest.raises(InstrumentError) as error:
        read_instrument(own(TEXT.replace("weight = 0.15\ncomposite_weight = 0.05", "weight = 0.2")))
    assert "composite_weight" in str(error.value)
    with pytest.raises(InstrumentError) as error:
        read_instrument(own(TEXT.replace("economic = 0.33", "economic = 0.5")))
    assert "composite weights of economic add up to 0.33, not to 0.5" in error.value.problems
    assert "shares of the dimensions add up to 1.17, not to 1" in error.value.problems


def test_a_mean_of_what_is_not_asked_is_refused(own):
    with pytest.raises(InstrumentError, match="averages what is not asked: garden_access"):
        read_instrument(
            own(TEXT.replace('mean_of = ["housing_access"', 'mean_of = ["garden_access"'))
        )


def test_a_file_that_is_no_toml_is_refused(own):
    with pytest.raises(InstrumentError):
        read_instrument(own("weights: 1"))


@pytest.mark.parametrize("name", ["rss-plus", "nowhere.toml"])
def test_an_unknown_scoring_names_those_there_are(name):
    with pytest.raises(UnknownInstrumentError, match="rss-original-30"):
        read_instrument(name)
