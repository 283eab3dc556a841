"""Citing a figure, a dataset, a release: every form can be read, and none leaves the doubts out."""

import datetime
import re
import warnings

import orjson
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from citeproc.source.json import CiteProcJSON

from datasets.models import Citation
from datasets.references import formats
from datasets.references.reference import Reference
from datasets.wording.dates import in_words

LATER = datetime.date(2024, 2, 1)
SEEN = "Seen in “The club-report”, The bird club, 2023-06-01 (the whole original was read)."
DOUBT = "Caveat (The warden): Nests behind the reeds cannot be seen."
MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "txt": "text/plain",
}
STATEMENT = (
    "The bird club counted 41 nests of Grey herons, from March to May 2023 (Mill Lake). "
    "The real figure is likely higher, says the warden."
)
TITLE = "41 nests of Grey herons, from March to May 2023, counted by the bird club"
HOSTILE = "A } and a {brace, 50 % of R&D_#1 at $5: C:\\nests ~ a^b\nand Авито “quoted”"


def of_bibtex(text):
    """Return the fields of the one entry."""
    with warnings.catch_warnings():
        # The parser calls what it is built upon by old names.
        warnings.simplefilter("ignore", DeprecationWarning)
        (entry,) = BibTexParser(common_strings=True).parse(text).entries
    return entry


def of_ris(text):
    """Return the fields of the one record."""
    (entry,) = rispy.loads(text)
    return entry


def of_csl(item):
    """Return the item after a citation processor took it without a complaint."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CiteProcJSON([item])
    return item


def plain(tex):
    """Return the text that TeX makes of a field."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}"}
    names |= {"asciitilde": "~", "asciicircum": "^"}
    for character in "%&#_$":
        tex = tex.replace(f"\\{character}", character)
    for name, character in names.items():
        tex = tex.replace(f"\\text{name}{{}}", character)
    return tex


def reference(**given):
    """Return the Reference of something, with these members."""
    common = {
        "key": "nests",
        "title": "Nests",
        "author": "The bird club",
        "issued": "2023-06-01",
        "publisher": "Caveat",
        "url": "/observations/nests",
        "note": ("A note.",),
    }
    return Reference(**common | given)


@pytest.fixture
def doubted(world):
    """Publish the herons with a caveat that reaches the figure; return the digest."""
    return world.publish().release.digest


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_figure_is_cited_with_origin_document_release_and_caveat(form, doubted, api):
    response = api.get(f"observations/nests-2023.{form}")
    assert response["Content-Type"] == f"{MEDIA_TYPES[form]}; charset=utf-8"
    text = response.body.decode()
    vouched = f"Release 1 of 2024-01-15; SHA-256 of its observations.csv: {doubted}."
    for said in ("The bird club", SEEN, DOUBT, vouched):
        assert said in text
    assert text.count(STATEMENT) == 1


def test_bibtex_can_be_read(doubted, api):
    entry = of_bibtex(api.get("observations/nests-2023.bib").body.decode())
    assert entry["ID"] == "nests-2023"
    assert entry["author"] == "{The warden}"
    assert (entry["year"], entry["month"], entry["day"]) == ("2024", "January", "15")
    assert entry["howpublished"] == "Herons at Mill Lake"
    assert entry["url"] == "http://testserver/observations/nests-2023"
    assert entry["title"] == f"{{{TITLE} (likely higher, according to the warden)}}"
    assert entry["note"].startswith(f"{STATEMENT} {SEEN}")
    assert doubted in entry["note"]


def test_ris_can_be_read(doubted, api):
    entry = of_ris(api.get("observations/nests-2023.ris").body.decode())
    assert entry["type_of_reference"] == "DATA"
    assert entry["authors"] == ["The warden"]
    assert (entry["year"], entry["date"]) == ("2024", "2024/01/15/")
    assert entry["notes"][:3] == [STATEMENT, SEEN, DOUBT]


def test_csl_can_be_read(doubted, api):
    (item,) = orjson.loads(api.get("observations/nests-2023.csl").body)
    assert of_csl(item)["author"] == [{"literal": "The warden"}]
    assert item["issued"] == {"date-parts": [[2024, 1, 15]]}
    assert item["original-author"] == [{"literal": "The bird club"}]
    assert item["original-date"] == {"date-parts": [[2023, 6, 1]]}
    assert item["version"] == "1"


@pytest.mark.usefixtures("published")
def test_the_record_carries_one_line_to_cite_it_by_and_leaves_the_other_forms_to_addresses(api):
    record = api.json("observations/nests-2023")
    assert record["cite_as"].startswith("The bird club, “The club-report”")
    assert "@misc" not in orjson.dumps(record).decode()


def test_a_figure_without_caveats_says_so(clubs, api):
    clubs.rival("nests-trust", value="41")
    clubs.publish()
    note = api.json("observations/nests-trust.csl")[0]["note"]
    assert note.startswith("The trust counted 41 nests")
    assert "No caveat is recorded. Seen in" in note


def test_a_disputed_figure_is_cited_with_whoever_disputes_it(clubs, api):
    clubs.rival("nests-trust", value="41")
    clubs.document("gazette-late", source_id="gazette", published="2024-05-03", seen="read")
    clubs.cite("nests-trust", 2, "gazette-late", via=1, relation="disputes")
    clubs.publish()
    note = api.json("observations/nests-trust.csl")[0]["note"]
    assert "(the whole original was read). The Gazette disputed it on 3 May 2024. This" in note


def test_words_that_give_no_number_are_titled_without_one(clubs, api):
    clubs.rival("many", value="", comparator="vague", document=None)
    Citation.objects.filter(observation="many", hop=1).update(as_printed="")
    clubs.publish()
    (item,) = orjson.loads(api.get("observations/many.csl").body)
    assert item["title"].startswith("Nests of Grey herons, from March to May 2023, ")


def test_a_document_that_nobody_saw_is_not_called_seen(clubs, api):
    clubs.document("letter", source_id="trust", published="2023-05-01", seen="cited_only")
    clubs.rival("told", document="letter")
    clubs.cite("told", 2, "gazette-june", via=1)
    clubs.publish()
    note = api.json("observations/told.csl")[0]["note"]
    assert (
        " Seen in “The gazette-june”, The Gazette, 2023-06-20 (a part of it was read). "
        "First known in “The letter”, The trust, 2023-05-01 (known only because another document "
        "cites it)."
    ) in note


def test_a_computed_figure_names_its_formula(world, api):
    world.derive("half", "a / 2", {"a": "nests-2023"})
    world.source("caveat", label="Caveat", kind="software", reliability="B")
    world.publish()
    text = api.get("observations/half.txt").body.decode()
    assert "Computed as a / 2 where a = observation:nests-2023." in text
    assert DOUBT in text


@pytest.mark.parametrize("path", ["datasets/herons", "datasets/herons/releases/1/cite"])
@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_dataset_is_cited_by_its_release(form, path, doubted, api):
    response = api.get(f"{path}.{form}")
    assert response["Content-Type"] == f"{MEDIA_TYPES[form]}; charset=utf-8"
    text = response.body.decode()
    for said in ("The warden", "Herons at Mill Lake", "The bird club (1)", doubted, "2024"):
        assert said in text
    assert "has caveats of its own" in text


def test_the_address_in_a_reference_stays_with_its_version(published, api):
    note = api.json("observations/nests-2023.csl")[0]["note"]
    (stays,) = re.findall(r"stays at (\S+)\.", note)
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    assert (
        api.json(stays.removeprefix("http://testserver"))["value_digits"],
        api.json("observations/nests-2023")["value_digits"],
    ) == ("41", "42")


def test_an_earlier_release_is_cited_as_it_was(world, api):
    first = world.publish().release.digest
    world.change("nests-2023", value="42")
    second = world.publish(on=LATER).release.digest
    for asked, digest in {"release=1&dataset=herons": first, "as_of=2024-01-16": first}.items():
        for path in ("datasets/herons.txt", "observations/nests-2023.txt"):
            assert digest in api.get(f"{path}?{asked}").body.decode()
    for path in ("datasets/herons", "observations/nests-2023", "datasets/herons/releases/2/cite"):
        assert second in api.get(f"{path}.txt").body.decode()
    assert first in api.get("datasets/herons/releases/1/cite.txt").body.decode()


@pytest.mark.usefixtures("published")
def test_suffix_parameter_and_accept_ask_for_the_same(api):
    by_suffix = api.get("observations/nests-2023.ris").body
    assert api.get("observations/nests-2023?format=ris").body == by_suffix
    accepted = api.get("observations/nests-2023", accept="application/x-research-info-systems")
    assert accepted.body == by_suffix
    assert of_ris(by_suffix.decode())["id"] == "nests-2023"


@pytest.mark.usefixtures("published")
def test_what_is_known_already_is_not_sent_again(api):
    for path in ("observations/nests-2023.bib", "datasets/herons/releases/1/cite.bib"):
        tag = api.get(path)["ETag"]
        assert api.get(path, if_none_match=tag).status_code == 304


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("observations.bib", 400, "suffix"),
        ("measures/nests-counted.bib", 400, "suffix"),
        ("measures/nests-counted?format=ris", 400, "format"),
        ("observations/nests-2023.bibtex", 400, "suffix"),
        ("observations/nests-2023.bib?format=ris", 400, "format"),
        ("observations/nests-2023.bib?fields=id", 400, "fields"),
        ("observations/nests-2023.bib?style=apa", 400, "style"),
        ("observations/nest-2023.bib", 404, "id"),
        ("datasets/herons/releases/1/cite.csv", 400, "suffix"),
        ("datasets/herons/releases/1/cite.bib?release=1", 400, "release"),
        ("datasets/heron/releases/1/cite.bib", 404, "dataset"),
    ],
)
def test_a_question_that_is_misunderstood_is_refused(path, status, parameter, api):
    assert api.wrong(path, status).parameter == parameter


@pytest.mark.usefixtures("published")
def test_a_release_that_is_not_there_is_named(api):
    assert api.wrong("datasets/herons/releases/2/cite.bib", 404).detail == (
        "herons has releases 1 to 1"
    )


def test_a_text_keeps_its_characters_in_every_form():
    hostile = reference(title=HOSTILE, author=HOSTILE, note=(HOSTILE,), text=HOSTILE)
    expected = HOSTILE.replace("\n", " ")
    entry = of_bibtex(formats.bibtex(hostile))
    assert [plain(entry[name]) for name in ("title", "author")] == [f"{{{expected}}}"] * 2
    assert plain(entry["note"]) == expected
    # TeX would take each of these for a command.
    assert not re.search(r"(?<!\\)[%&#_$]|[~^]|\\[^t%&#_$]", entry["note"])
    record = of_ris(formats.ris(hostile))
    assert (record["title"], record["authors"], record["notes"]) == (
        expected,
        [expected],
        [expected],
    )
    assert of_csl(formats.csl(hostile))["title"] == HOSTILE
    assert formats.txt(hostile) == f"{expected}\n{expected}\n"


def test_an_address_cannot_break_out_of_its_field():
    entry = of_bibtex(formats.bibtex(reference(url="https://a.example/{x}?a=1&b=%20#c_d")))
    assert entry["url"] == "https://a.example/%7Bx%7D?a=1&b=%20#c_d"


@pytest.mark.parametrize(
    ("issued", "parts", "tex", "ris"),
    [
        ("2023", [[2023]], {"year": "2023"}, "2023///"),
        ("2023-07", [[2023, 7]], {"year": "2023", "month": "July"}, "2023/07//"),
        (
            "2023-07-19",
            [[2023, 7, 19]],
            {"year": "2023", "month": "July", "day": "19"},
            "2023/07/19/",
        ),
        ("2023-07/2023-09", [[2023, 7], [2023, 9]], {"year": "2023"}, "2023/07//"),
        ("2023~", [], {"year": "2023"}, None),
        ("2023-07-19/..", [], {"year": "2023"}, None),
        ("201X", [], {}, None),
        ("200X", [], {}, None),
        ("18XX", [], {}, None),
        ("XXXX", [], {}, None),
    ],
)
def test_a_date_says_no_more_than_is_known(issued, parts, tex, ris):
    dated = reference(issued=issued)
    entry = of_bibtex(formats.bibtex(dated))
    assert {name: entry[name] for name in ("year", "month", "day") if name in entry} == tex
    assert of_ris(formats.ris(dated)).get("date") == ris
    words = "undated" if issued == "XXXX" else in_words(issued)
    literal = {"literal": words}
    # BibTeX wants a year of four digits: what it cannot say stands in the note.
    vague = len(parts) != 1 and issued != "XXXX"
    assert (f"Issued {words}." in entry["note"]) == vague
    assert of_csl(formats.csl(dated))["issued"] == ({"date-parts": parts} if parts else literal)
