import pytest
from pydantic import ValidationError

from evalcap.rendering.brand.written import BrandFile


@pytest.mark.parametrize(
    "logo",
    [
        "a.svg",
        {"path": "a.svg"},
        {"medium": "a.svg"},
        {"medium": {"path": "a.svg"}},
        {"medium": {"light": "a.svg"}},
    ],
)
def test_a_logo_is_written_in_several_ways(logo):
    assert BrandFile.model_validate({"logo": logo}).logo.medium.light.path == "a.svg"


@pytest.mark.parametrize("name", ["A", {"full": "A"}])
def test_a_name_is_text_or_has_two_forms(name):
    assert BrandFile.model_validate({"meta": {"name": name}}).meta.name.full == "A"


@pytest.mark.parametrize(
    "said", [{"colors": {}}, {"color": {"primary": 3}}, {"color": {"primary": {}}}, {"meta": []}]
)
def test_what_is_not_of_the_format_is_refused(said):
    with pytest.raises(ValidationError):
        BrandFile.model_validate(said)
