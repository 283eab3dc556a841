"""The claims of the article, each with the figures and caveats that answer it, or why it has none.

The page of the dataset has them in one table. A hop that stands there is one of the article's own.
"""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings

from .published_seeds import records
from .test_model_examples import table

pytestmark = pytest.mark.django_db

PAGE = "seeds/russian-desertion/README.md"
ARTICLE = "defconpress"
NOT_LISTED = "not listed"
# The first list of claims: S21 was never given out, and the heading of the twentieth has a letter.
LISTED = [f"S{number:02}" for number in range(1, 28) if number != 21]
LISTED.insert(LISTED.index("S20") + 1, "S20h")
CLAIM = re.compile(rf"(S\d\d\w?|{NOT_LISTED}), ¶ (\d+): \S.*")
NAMED = re.compile(r"`([a-z0-9-]+)`(?:, hop (\d+))?")
NOUNS = ("observation", "caveat", "event")


@dataclass(frozen=True)
class Claim:
    """A row of the table: its id, and what its two other cells say."""

    id: str
    paragraph: int
    answered_by: str
    why_absent: str

    @property
    def named(self):
        """Return [(id of a record, number of a hop or "")]."""
        return NAMED.findall(self.answered_by)


def read(row):
    """Return the Claim of a row."""
    found = CLAIM.fullmatch(row.cells["claim"])
    assert found, row.place
    cells = row.cells["figures/caveats"], row.cells["why absent"]
    return Claim(found[1], int(found[2]), *cells)


CLAIMS = [read(row) for row in table(PAGE, "claim", "figures/caveats", "why absent")]
ROWS = [f"row {row}: {one.id} ¶{one.paragraph}" for row, one in enumerate(CLAIMS, 1)]
each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=ROWS)


@pytest.fixture(scope="module")
def published(seeds_of_module):
    """Return {noun: {id: record}} of what answers claims, in the present release."""
    return {noun: records(noun) for noun in NOUNS}


def test_the_27_claims_of_the_first_list_are_all_there_and_five_more():
    ids = [claim.id for claim in CLAIMS]
    assert [one for one in ids if one != NOT_LISTED] == LISTED
    assert len(LISTED) == 27
    assert ids[len(LISTED) :] == [NOT_LISTED] * 5


@each_claim
def test_a_claim_has_a_figure_or_a_caveat_or_a_reason_why_not(claim):
    assert claim.named or claim.why_absent
    # Nothing stands in the cell that does not name what is published.
    assert bool(claim.named) == bool(claim.answered_by)


@each_claim
def test_whatever_answers_a_claim_is_published(published, claim):
    names = [slug for slug, _ in claim.named] + [
        slug for slug, _ in NAMED.findall(claim.why_absent)
    ]
    for slug in names:
        assert any(slug in published[noun] for noun in NOUNS), slug


@each_claim
def test_a_hop_that_answers_a_claim_is_the_articles_own_and_stands_in_its_paragraph(
    published, claim
):
    for slug, number in claim.named:
        if number:
            (hop,) = (
                one
                for one in published["observation"][slug]["citations"]
                if one["hop"] == int(number)
            )
            assert hop["document"]["id"] == ARTICLE
            assert hop["locator"]["paragraph"] == claim.paragraph


def test_every_hop_of_the_article_answers_a_claim(published):
    answering = {(slug, int(number)) for one in CLAIMS for slug, number in one.named if number}
    hops = {
        (slug, hop["hop"])
        for slug, figure in published["observation"].items()
        for hop in figure["citations"]
        if hop["document"]["id"] == ARTICLE
    }
    assert answering == hops


def test_the_page_says_how_many_claims_there_are():
    text = (settings.BASE_DIR / PAGE).read_text(encoding="utf-8")
    assert f"The {len(LISTED)} claims of the first list" in text
