"""The examples of the documentation are what is published: every row of every table of figures.

A table with a column ``observation``, ``check``, ``question`` or ``gap`` is about published
records. Each column that is headed by code, such as ``interval``, is compared with that member of
the record; the columns ``hop``, ``alteration`` and ``caveat`` say of which item of it. An empty
cell is an empty member.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace

import pytest

from datasets.arithmetic import bounds
from datasets.arithmetic.periods import parse
from datasets.curation.period_rules import period_problems
from datasets.models import Observation, Record, Release, Unit
from datasets.vocabularies import ALTERATION, BOUNDS_BASIS, CHECK, GAP
from datasets.wording.dates import when
from datasets.wording.subjects import set_off

from .published_seeds import DATASET, records
from .test_docs import ROOT, pattern

pytestmark = pytest.mark.django_db

PAGES = ["docs/model.md", "docs/api.md", "README.md", "seeds/russian-desertion/README.md"]
MODEL = "docs/model.md"
NOUNS = ("observation", "check", "question", "gap")
FENCED = re.MULTILINE | re.DOTALL
# The items of a record that a column can choose: the list that they are in, and their own key.
ITEMS = {
    "hop": ("citations", "hop"),
    "alteration": ("alterations", "alteration"),
    "caveat": ("caveats", "id"),
}
CHECK_ID = re.compile(rf"(?:{'|'.join(word.replace('_', '-') for word in CHECK)})-[0-9a-f]{{16}}")


@pytest.fixture(scope="module", autouse=True)
def published(seeds_of_module):
    """Return {noun: {id: record}} of the seeds."""
    return {noun: records(noun) for noun in NOUNS}


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells by the heads of their columns."""

    place: str
    cells: dict = field(hash=False)

    @property
    def head(self):
        """Return the first cell."""
        return plain(next(iter(self.cells.values())))

    @property
    def noun(self):
        """Return the noun whose record the row is about, None where it is about none."""
        return next((noun for noun in NOUNS if is_code(self.cells.get(noun, ""))), None)


def is_code(cell):
    """Return whether a cell is one span of code."""
    return re.fullmatch("`[^`]+`", cell) is not None


def plain(cell):
    """Return what a cell says, without the marks of code."""
    return cell.replace("`", "").replace("\\|", "|")


def tables(page):
    """Yield the tables of a page, each as its rows."""
    text = re.sub(
        r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), read(page), flags=FENCED
    )
    for found in re.finditer(r"(?:^\|.*\n)+", text, re.MULTILINE):
        line = text[: found.start()].count("\n") + 1
        head, _, *rows = (
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in found[0].splitlines()
        )
        yield [
            Row(f"{page}:{line + 2 + number}", dict(zip(head, row, strict=True)))
            for number, row in enumerate(rows)
        ]


def read(page):
    """Return the text of a page."""
    return (ROOT / page).read_text()


def table(page, *heads):
    """Return the one table of a page that has columns with these heads."""
    (found,) = (rows for rows in tables(page) if set(heads) <= rows[0].cells.keys())
    return found


def chosen(record, row):
    """Return the item of a record that a row is about."""
    for head, (name, key) in ITEMS.items():
        if head in row.cells:
            wanted = plain(row.cells[head])
            (record,) = (one for one in record[name] if str(one[key]) == wanted)
    return record


def member(record, path):
    """Return what a record says at a path, told as text."""
    for name in path.split("."):
        if isinstance(record, list):
            record = [one[name.removesuffix("[]")] for one in record]
        elif record is not None:
            record = record[name.removesuffix("[]")]
    return told(record)


def told(value):
    """Return a value as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(filter(None, map(told, value)))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {word}" for name, word in value.items())
    return str(value)


EXAMPLES = [
    pytest.param(row, id=row.place)
    for page in PAGES
    for rows in tables(page)
    for row in rows
    if row.noun
]


@pytest.mark.parametrize("row", EXAMPLES)
def test_an_example_is_what_is_published(published, row):
    record = chosen(published[row.noun][plain(row.cells[row.noun])], row)
    paths = {head: cell for head, cell in row.cells.items() if is_code(head)}
    assert paths, "nothing of it is compared"
    for head, cell in paths.items():
        real = member(record, plain(head))
        assert pattern(plain(cell)).fullmatch(real), f"{plain(head)} is “{real}”"


ESTIMATES = table(MODEL, "figure", "range", "`status`")


def test_each_basis_of_bounds_has_an_example():
    rows = table(MODEL, "printed", "`bounds_basis`")
    shown = {plain(row.cells["`bounds_basis`"]) for row in rows}
    shown |= {plain(row.cells["basis"]) for row in ESTIMATES}
    assert shown == BOUNDS_BASIS.keys()


@pytest.mark.parametrize("row", ESTIMATES, ids=lambda row: row.place)
def test_an_estimate_has_the_bounds_that_are_shown(row):
    cells = {name: plain(cell) for name, cell in row.cells.items()}
    ends = re.fullmatch(r"([0-9]+) to ([0-9]+), (\w+)", cells["range"])
    low, high, kind = ends.groups() if ends else ("", "", "")
    figure = Observation(
        comparator=cells["`comparator`"],
        value=cells["`value`"],
        value_low=low,
        value_high=high,
        range_kind=kind,
        status=cells["`status`"],
        quantity="level",
    )
    figure.printed = figure.printed_language = ""
    interval, basis = bounds.of_observation(figure, Unit(slug="persons", countable=True))
    assert (str(interval or ""), basis) == (cells["interval"], cells["basis"])


WORDS = table(MODEL, "words", "comparator", "digits")


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row.head)
def test_words_that_no_published_figure_uses_allow_what_is_shown(row):
    digits = plain(row.cells["digits"])
    interval, basis = bounds.of_figure(
        plain(row.cells["comparator"]),
        digits,
        precision=bounds.precision_of(digits, "", row.cells["words"], ""),
        counted=row.cells["of what"] == "things",
        unsigned=row.cells["of what"] == "things",
        share=False,
        unchanged=Fraction(0),
    )
    assert str(interval) == plain(row.cells["interval"])
    assert basis == plain(row.cells["basis"])


@pytest.mark.parametrize("row", table(MODEL, "written", "code"), ids=lambda row: row.place)
def test_a_period_has_the_code_and_the_words_that_are_shown(row):
    code = parse(plain(row.cells["written"])).code
    assert (code, when(code)) == (plain(row.cells["code"]), row.cells["told"])


@pytest.mark.parametrize(
    "row", table(MODEL, "written", "refused, because"), ids=lambda row: row.place
)
def test_what_no_period_can_be_is_refused_as_shown(row):
    written = plain(row.cells["written"])
    with pytest.raises(ValueError, match=written) as refusal:
        parse(written)
    told = pattern(f"“{written}” is no period: {row.cells['refused, because']}")
    assert told.fullmatch(str(refusal.value))


@pytest.mark.parametrize("row", table(MODEL, "printed", "period"), ids=lambda row: row.place)
def test_of_a_printed_period_is_made_what_is_shown(row):
    printed, period = row.cells["printed"], plain(row.cells["period"])
    row_of_it = SimpleNamespace(period_printed=printed, period=period)
    refusals = [f"refused: {message}" for _, message in period_problems(row_of_it)]
    record = {"period": {"code": parse(period).code, "printed": printed}}
    (made,) = refusals or [set_off(record).lstrip(" ,")]
    assert pattern(row.cells["what is made of it"]).fullmatch(made)


def test_each_alteration_has_its_line_and_an_example_if_there_is_one(published):
    rows = {row.head: row for row in table(MODEL, "alteration", "it is found where")}
    assert list(rows) == list(ALTERATION)
    occurring = {
        one["alteration"]
        for record in published["observation"].values()
        for hop in record["citations"]
        for one in hop["alterations"]
    }
    assert {term for term, row in rows.items() if row.noun} == occurring


def test_each_rule_has_its_line_and_an_example_if_it_found_anything(published):
    rows = {row.head: row for row in table(MODEL, "rule", "it looks at")}
    assert list(rows) == list(CHECK)
    found = {one["rule"] for one in published["check"].values()}
    assert {term for term, row in rows.items() if row.noun} == found


def test_each_kind_of_gap_has_its_line_and_an_example_if_there_is_one(published):
    rows = {row.head: row for row in table(MODEL, "kind", "it is found where")}
    assert list(rows) == list(GAP)
    occurring = {one["kind"] for one in published["gap"].values()}
    assert {term for term, row in rows.items() if row.noun} == occurring


CASES = table(MODEL, "case", "figures", "what is found")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row.head)
def test_a_case_names_all_that_was_found_about_its_figures(published, row):
    figures = set(re.findall("`([^`]+)`", row.cells["figures"]))
    assert figures <= published["observation"].keys()
    named = set(CHECK_ID.findall(row.cells["what is found"]))
    about = {
        slug: one for slug, one in published["check"].items() if set(one["observations"]) <= figures
    }
    assert named == about.keys(), "not all that was found is named, or more"
    for one in about.values():
        assert one["rule"] in row.cells["what is found"]


@pytest.mark.parametrize("row", CASES, ids=lambda row: row.head)
def test_a_hop_that_a_case_names_is_altered_as_it_says(published, row):
    told = row.cells["what is found"]
    named = re.findall(r"`([^`]+)`, hop (\d+): `(\w+)`", told)
    assert named or CHECK_ID.search(told) or told.startswith("nothing, and rightly")
    for slug, number, term in named:
        citations = published["observation"][slug]["citations"]
        (hop,) = (one for one in citations if one["hop"] == int(number))
        assert term in {one["alteration"] for one in hop["alterations"]}


def test_the_cases_are_those_nine():
    assert [row.head for row in CASES] == [f"K{number}" for number in range(1, 10)]


def test_of_computed_figures_none_is_left_out(published):
    rows = table(MODEL, "`derivation.formula`")
    computed = {slug for slug, one in published["observation"].items() if one["derivation"]}
    assert {plain(row.cells["observation"]) for row in rows} == computed


NUMBERS = re.compile(
    r"(\d+) figures \((\d+) reported, (\d+) computed\), (\d+) citations, (\d+) documents,\s"
    r"(\d+) caveats, (\d+) findings"
)


def test_the_changelog_tells_of_each_release_how_much_is_in_it():
    told = read("CHANGELOG.md").split(f"### {DATASET}, release ")[1:]
    releases = Release.objects.order_by("-number")
    assert [one.partition(" ")[0] for one in told] == [str(one.number) for one in releases]
    for section, release in zip(told, releases, strict=True):
        assert f"({release.day})" in section.partition("\n")[0]
        found = [int(number) for number in NUMBERS.search(section).groups()]
        assert found == numbers_of(Record.objects.in_release(release.pk))


def test_the_page_of_the_dataset_tells_how_much_is_in_it():
    found = [int(number) for number in NUMBERS.search(read(PAGES[-1])).groups()]
    assert found == numbers_of(Record.objects.current())


def numbers_of(records):
    """Return how many figures, reported, computed, citations, documents, caveats, checks."""
    figures = records.of("observation").parsed()
    computed = sum(1 for one in figures if one["derivation"])
    citations = sum(len(one["citations"]) for one in figures)
    nouns = [records.of(noun).count() for noun in ("document", "caveat", "check")]
    return [len(figures), len(figures) - computed, computed, citations, *nouns]


LISTED = table(PAGES[-1], "in the list", "beside them")


def test_each_reported_figure_stands_in_a_table_of_its_seeds(published):
    cells = [row.cells[head] for row in LISTED for head in ("where they stand", "beside them")]
    cells += [row.cells["figures/caveats"] for row in table(PAGES[-1], "claim", "figures/caveats")]
    named = {slug for cell in cells for slug in re.findall("`([a-z0-9-]+)`", cell)}
    reported = {slug for slug, one in published["observation"].items() if not one["derivation"]}
    assert reported <= named
    for row in LISTED:
        for head in ("where they stand", "beside them"):
            assert set(re.findall("`([a-z0-9-]+)`", row.cells[head])) <= reported


def test_the_first_list_of_figures_is_accounted_for():
    assert sum(int(row.cells["in the list"]) for row in LISTED) == 87
