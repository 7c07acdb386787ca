"""A figure's place in the document."""

from matplotlib.figure import Figure

from evalcap.report.content.picture import Picture
from evalcap.report.markdown import Markdown


def picture(behind):
    return Picture("1-x", "Caption", "Words", Figure, behind=behind)


def test_the_numbers_behind_a_figure_lie_in_a_fold_of_the_page_alone():
    text = picture(Markdown("| a |")).with_numbers("Numbers").text
    assert text.index("](figures/1-x)") < text.index('when-format="html"') < text.index("| a |")
    assert "#### Numbers" in text


def test_a_figure_whose_table_stands_beside_it_has_no_fold():
    assert ".fold" not in picture(None).with_numbers("Numbers").text
