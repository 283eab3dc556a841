"""A text that lists things and prints no number of them is told by what Caveat reads in it."""

from datasets.wording.headlines import headline
from datasets.wording.statements import statement

from .test_statements import MORE_THAN_HALF, says

LISTED = {
    "comparator": "vague",
    "value": None,
    "as_printed": None,
    "lower_bound": "3",
    "upper_bound": "3",
    "interval": "[3, 3]",
    "bounds_basis": "interpreted",
}


def test_the_number_that_caveat_reads_is_told_as_caveats():
    told = "Caveat reads 3 nests of grey herons seen from the shore in 2023, in the words of"
    assert statement(says(**LISTED), ()).startswith(f"{told} the bird club, which give no number.")


def test_its_headline_is_no_zero():
    head = headline(says(**LISTED))
    told = "3 nests of grey herons seen from the shore in 2023"
    assert head.line == f"{told}, in Caveat’s reading: no number was given"
    assert "no number of" not in head.line


def test_a_text_that_allows_any_number_has_none():
    any_number = says(comparator="vague", value=None)
    assert headline(any_number).number == "no number"
    assert "spoke of nests" in statement(any_number, ())


def test_a_share_is_not_told_as_so_many_of_something():
    share = says(quantity="share", **LISTED | MORE_THAN_HALF)
    assert "(Caveat reads more than 50 and at most 100 percent)" in statement(share, ())
