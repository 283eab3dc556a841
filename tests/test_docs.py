"""The documentation is true: requests answer as shown, commands run, lists and tables are whole."""

import ast
import contextlib
import itertools
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from api import urls
from api.requests import filters, parameters
from datasets import publishing, seeds, vocabularies
from datasets.records import NOUNS, OBSERVATION
from datasets.records.declaration import Column
from datasets.releases.package import FILES
from project.urls import urlpatterns as addresses_of_the_project

from .published_seeds import DATASET

pytestmark = pytest.mark.usefixtures("all_seeds_of_module")

ROOT = Path(settings.BASE_DIR)
PAGES = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"),
    *(f"docs/{name}.md" for name in ("questions", "api", "model", "stability")),
    *(f"docs/{name}.md" for name in ("architecture", "decisions")),
    *("docs/your-own-numbers.md", "seeds/README.md", "seeds/russian-desertion/README.md"),
]
HOST = "http://127.0.0.1:8000"
# What stands for something that was left out of a shown answer.
LEFT_OUT = "…"
# Pages of which everything, or all below one heading, is done in order, from the first file to the
# last answer: tests/test_own_numbers.py does it, and the tests here leave it alone.
IN_ORDER = {
    "README.md": "Your own numbers in ten minutes",
    "docs/your-own-numbers.md": "",
    "seeds/global-temp/README.md": "",
}
SHELL = {"make", "git", "cd"}
# What runs the programs on a page, which it reads from its standard input.
PROGRAMS = {
    "python": (sys.executable, "-"),
    "js": ("node", "--input-type=module", "-"),
    "r": ("Rscript", "-"),
}
FILES_OF_THE_PROJECT = [
    *(
        file
        for package in ("api", "datasets", "project")
        for file in (ROOT / package).rglob("*.py")
    ),
    *(file for suffix in ("toml", "csv") for file in (ROOT / "seeds").rglob(f"*.{suffix}")),
]


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str

    @property
    def place(self):
        """Return where it stands, as file:line."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Answer:
    """What came back to a request."""

    status: int
    headers: dict
    text: str


def blocks(page):
    """Return the fenced blocks of a page, in order."""
    text = (ROOT / page).read_text()
    return [
        Block(page, text[: found.start()].count("\n") + 1, found[1], found[2])
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


def in_order(page):
    """Return the blocks of a page of which each needs what those before it did."""
    if page not in IN_ORDER:
        return []
    if not (heading := IN_ORDER[page]):
        return blocks(page)
    before, _, rest = (ROOT / page).read_text().partition(f"\n## {heading}\n")
    first = before.count("\n")
    last = first + rest.partition("\n## ")[0].count("\n")
    return [block for block in blocks(page) if first < block.line <= last]


def by_themselves(page):
    """Return the other blocks of a page, in order."""
    together = in_order(page)
    return [block for block in blocks(page) if block not in together]


def prose(page):
    """Return a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(), flags=re.MULTILINE | re.DOTALL)


def code(page):
    """Return everything that stands as code on a page: the shell blocks, and the spans in prose."""
    spans = re.findall(r"`([^`\n]+)`", prose(page))
    return [*spans, *(line for block in by_themselves(page) for line in commands(block))]


def commands(block):
    """Return the command lines of a shell block, continued lines joined."""
    if block.language != "sh":
        return []
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def ask(client, command):
    """Run a curl command against the service; return its Answer, kept in a file for ``-o``."""
    words = iter(shlex.split(command)[1:])
    method, headers, url, file = "get", {"Host": HOST.removeprefix("http://")}, None, None
    for word in words:
        if word in ("-I", "--head"):
            method = "head"
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-o":
            file = Path(next(words))
        elif not word.startswith("-"):
            url = word
    assert url.startswith(HOST), command
    response = getattr(client, method)(url.removeprefix(HOST), headers=headers)
    body = response.getvalue()
    if file:
        file.write_bytes(body)
    text = body.decode(errors="replace")
    return Answer(response.status_code, dict(response.headers), text)


def assert_shown(block, answer):
    """Compare an answer with the block that shows it, what is marked as left out apart."""
    if block.language == "json":
        shown, real = json.loads(block.text), json.loads(answer.text)
        if answer.status != 200:
            assert shown["status"] == answer.status, block.place
        assert_like(shown, real, block.place)
    elif block.language == "http":
        status, *lines = block.text.splitlines()
        assert int(status.split()[1]) == answer.status, block.place
        for line in lines:
            name, _, value = line.partition(": ")
            assert pattern(value).fullmatch(answer.headers[name]), f"{block.place}: {line}"
    else:
        assert pattern(block.text.rstrip("\n")).fullmatch(
            answer.text.replace("\r\n", "\n").rstrip("\n")
        ), f"{block.place} shows:\n{block.text}\nand this came back:\n{answer.text}"


def pattern(text):
    """Return the pattern of a shown text, in which … stands for anything."""
    parts = [re.escape(part) for part in text.split(LEFT_OUT)]
    return re.compile(".*".join(parts), re.DOTALL)


def assert_like(shown, real, place):
    """Assert that what is shown is there: "…" stands for members, items or an end left out."""
    if isinstance(shown, dict):
        assert isinstance(real, dict), place
        whole = LEFT_OUT not in shown
        assert not whole or shown.keys() == real.keys(), f"{place}: {sorted(real)}"
        for name in shown.keys() - {LEFT_OUT}:
            assert name in real, f"{place} has no {name}"
            assert_like(shown[name], real[name], f"{place}.{name}")
    elif isinstance(shown, list) and LEFT_OUT in shown:
        rest = iter(real)
        for item in shown:
            if item != LEFT_OUT:
                assert any(is_like(item, one) for one in rest), f"{place} lacks {item}"
    elif isinstance(shown, list):
        assert len(shown) == len(real), place
        for number, (item, one) in enumerate(zip(shown, real, strict=True)):
            assert_like(item, one, f"{place}[{number}]")
    elif isinstance(shown, str) and isinstance(real, str):
        assert pattern(shown).fullmatch(real), f"{place} is “{real}”"
    else:
        assert shown == real, place


def is_like(shown, real):
    """Return whether what is shown is there."""
    with contextlib.suppress(AssertionError):
        assert_like(shown, real, "")
        return True
    return False


def examples(page):
    """Return (block, the block after it) for the blocks of a page that somebody can run."""
    return [
        (block, after)
        for block, after in itertools.pairwise([*by_themselves(page), None])
        if block.language in ("sh", *PROGRAMS)
    ]


def shown_after(block, after, *languages):
    """Return the block that shows the answer to a block: the one right below it, if it does."""
    if not after or after.language not in languages:
        return None
    return after if after.line == block.line + block.text.count("\n") + 3 else None


@pytest.fixture(autouse=True)
def releases_folder():
    """Leave the files of releases where the seeds were published for all tests of this module."""


@pytest.fixture
def figures(db, client, tmp_path, monkeypatch):
    """Return the client of a service that holds the seeds, from within an empty folder."""
    monkeypatch.chdir(tmp_path)
    return client


@pytest.mark.parametrize("page", [page for page in PAGES if HOST in (ROOT / page).read_text()])
def test_each_request_of_a_page_answers_as_shown(figures, page):
    for block, after in examples(page):
        if block.language != "sh":
            continue
        shown = shown_after(block, after, "json", "http", "csv", "text")
        requests = [line for line in commands(block) if line.startswith("curl ")]
        assert len(requests) == 1 or not shown, f"{block.place}: which request does it answer?"
        for request in requests:
            answer = ask(figures, request)
            if shown:
                assert_shown(shown, answer)
            else:
                assert answer.status == 200, f"{block.place}: {request}"


SEEDS_PAGE = "seeds/russian-desertion/README.md"


@pytest.mark.slow(reason="loads and publishes the real seeds")
def test_the_example_figure_of_the_seeds_can_be_copied(db, tmp_path):
    for name in (seeds.COMMON, DATASET):
        shutil.copytree(ROOT / "seeds" / name, tmp_path / "seeds" / name)
    folder = tmp_path / "seeds" / DATASET
    shown = [block for block in blocks(SEEDS_PAGE) if block.language in ("csv", "toml")]
    names = ["observations.csv", "citations.csv", "caveats.toml", "derivations.toml"]
    for block, name in zip(shown, names, strict=True):
        with (folder / name).open("a") as file:
            file.write(f"\n{block.text}" if name.endswith(".toml") else block.text)
    seeds.load(seeds.folders(tmp_path / "seeds"))
    figures = publishing.publish(DATASET, note="Cases of disobedience.").changes["observation"].new
    computed = tomllib.loads(shown[-1].text)["derivation"][0]["id"]
    assert set(figures) == {shown[0].text.partition(",")[0], computed}


def addresses(page):
    """Return the addresses of the service that stand as code in prose, templates left out."""
    found = re.findall(r"`(/(?:(?:api|observations|\.well-known)/|[a-z-]+\.)[^`\s]*)`", prose(page))
    return [path for path in dict.fromkeys(found) if not set(path) & set("{" + LEFT_OUT)]


STATUS_ROW = re.compile(r"^\| `(?:(HEAD|POST) )?(/\S*)` \| (\d{3}) \| (.*?) \|$", re.MULTILINE)


@pytest.mark.slow(reason="asks every address of the docs")
@pytest.mark.parametrize("page", [page for page in PAGES if addresses(page)])
def test_each_address_in_prose_is_there(figures, page, settings):
    settings.CONTACT = "mailto:editor@example.org"
    text, with_status = prose(page), {}
    for method, path, status, says in STATUS_ROW.findall(text):
        with_status[path] = int(status)
        response = getattr(figures, (method or "get").lower())(path)
        body = response.getvalue().decode(errors="replace")
        assert response.status_code == int(status), f"{page}: {path} answers {body}"
        for quoted in re.findall("“(.*?)”", says):
            assert quoted in body, f"{page}: {path} answers {body}"
    for path in addresses(page):
        if path not in with_status:
            response = figures.get(path)
            assert response.status_code < 400, f"{page}: {path}"
            assert response.getvalue() or response.status_code >= 300, f"{page}: {path}"


@pytest.mark.parametrize("page", PAGES)
def test_each_make_target_of_a_page_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in code(page):
        if line.startswith("make "):
            named = [word for word in shlex.split(line)[1:] if "=" not in word]
            assert named and set(named) <= targets, f"{page}: {line}"  # noqa: PT018


@pytest.mark.parametrize("page", PAGES)
def test_the_shell_blocks_of_a_page_hold_nothing_that_is_not_tried(page):
    for block in blocks(page):
        for line in commands(block):
            word = line.split()[0]
            tried = word in {"curl", *SHELL} or "manage.py " in line
            assert tried, f"{block.place}: nobody tries {line}"


@pytest.mark.parametrize("page", PAGES)
def test_each_link_of_a_page_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        file, _, heading = target.partition("#")
        if file.startswith(("http://", "https://")):
            continue
        to = (ROOT / page).parent / file if file else ROOT / page
        assert to.exists(), f"{page}: {target}"
        if heading:
            assert heading in anchors(to), f"{page}: {target}"


def anchors(file):
    """Return the anchors that a forge makes of the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def decisions():
    """Return {heading: text} of the decisions, in order."""
    _, *parts = re.split(r"^## ", (ROOT / "docs/decisions.md").read_text(), flags=re.MULTILINE)
    return {heading: text for heading, _, text in (part.partition("\n") for part in parts)}


def test_each_decision_says_why_and_what_was_rejected():
    for heading, text in decisions().items():
        assert re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2} · .", heading)
        for begins in ("Decision: ", "Why: ", "Rejected: "):
            assert text.count(f"\n{begins}") == 1, heading


def test_a_decision_names_what_is_there_or_the_decision_that_took_its_place():
    entries = decisions()
    names = [*entries]
    words = " ".join(file.read_text() for file in FILES_OF_THE_PROJECT)
    for place, (heading, text) in enumerate(entries.items()):
        if successor := re.search(r"^Superseded by: \[(.*)\]\(#.*\)$", text, re.MULTILINE):
            later = [name.partition(" · ")[2] for name in names[place + 1 :]]
            assert successor[1] in later, heading
            continue
        rejected = text.index("\nRejected: ")
        for span in re.findall(r"`([^`]+)`", text[:rejected]):
            word = span.partition(" = ")[0].removeprefix("/")
            there = (ROOT / span.removeprefix("/")).exists() or (
                ".py" not in span and word in words
            )
            assert there, f"{heading}: {span}"


def test_make_help_lists_every_target_that_is_explained():
    text = (ROOT / "Makefile").read_text()
    explained = re.findall(r"^([\w-]+):[^#\n]*## (.*)$", text, re.MULTILINE)
    quietly = ["make", "--no-print-directory", "help"]
    done = subprocess.run(quietly, cwd=ROOT, capture_output=True, text=True, check=True)
    assert [tuple(line.split(None, 1)) for line in done.stdout.splitlines()] == explained
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split()
    assert {name for name, _ in explained} <= {*phony}


def test_the_readme_names_every_top_folder():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    folders = {file.partition("/")[0] for file in tracked.stdout.splitlines() if "/" in file}
    spans = set(re.findall(r"`([^`\n]+)/`", (ROOT / "README.md").read_text()))
    assert folders - {".github"} <= spans


def test_each_package_says_first_what_it_is_for():
    for file in FILES_OF_THE_PROJECT:
        if file.name == "__init__.py" and "migrations" not in file.parts:
            assert ast.get_docstring(ast.parse(file.read_text())), file


def test_every_endpoint_has_its_line():
    text = (ROOT / "docs/api.md").read_text()
    spans = set(re.findall(r"`([^`\n]+)`", text))
    for noun in NOUNS:
        assert f"/api/v1/{noun.plural}" in spans
    for pattern_ in urls.urlpatterns:
        route = re.sub(r"<\w+:(\w+)>", r"{\1}", f"/api/v1/{pattern_.pattern}")
        route = route.removesuffix(".{suffix}").replace("{slug}", "{id}")
        one_of_many = re.sub(r"/v1/[a-z]+/\{id\}$", "/v1/{noun}/{id}", route)
        assert {route, one_of_many} & spans, f"docs/api.md says nothing about {route}"


def test_every_address_outside_the_api_has_its_line():
    spans = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs/api.md").read_text()))
    of_people = {"/", "/favicon.ico", "/admin", "/admin/", "/docs/", "/api/v1/"}
    for address in addresses_of_the_project:
        route = re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{address.pattern}").replace("{slug}", "{id}")
        # A slash behind an address is told in a sentence.
        if not route.endswith("/+$"):
            assert route in of_people | spans, f"docs/api.md says nothing about {route}"


def test_every_parameter_has_its_line():
    spans = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs/api.md").read_text()))
    for name in parameters.of_list(OBSERVATION):
        assert {name, f"{name}="} & spans, f"docs/api.md says nothing about {name}="


def test_the_changes_name_the_digest_of_the_release_that_was_published_anew(figures):
    listed = figures.get(f"/api/v1/datasets/{DATASET}/releases").json()["results"]
    assert f"- now: `{listed[0]['digest']}`\n" in (ROOT / "CHANGELOG.md").read_text()


def of_the_picture():
    """Return the hops that the picture draws: {document: (hop, measure)}."""
    picture = ElementTree.parse(ROOT / "docs/picture.svg")
    return {
        group.get("data-document"): (group.get("data-hop"), group.get("data-measure"))
        for group in picture.iter("{http://www.w3.org/2000/svg}g")
    }


def test_the_picture_shows_the_chain_that_is_published(figures):
    record = figures.get("/api/v1/observations/awol-2023-s1").json()
    drawn = of_the_picture()
    (first, *hops) = drawn
    assert [one["document"] for one in record["inputs"]] == [first]
    chain = {str(hop["hop"]): hop for hop in record["citations"]}
    for document in hops:
        number, measure = drawn[document]
        assert chain[number]["document"]["id"] == document
        altered = {one["alteration"]: one["after"] for one in chain[number]["alterations"]}
        assert altered.get("measure") == measure
    others = {hop["document"]["id"] for hop in record["citations"]} - drawn.keys()
    assert len(others) == 6, "the picture speaks of six more documents"
    assert record["bias"] == "understated"
    assert len(record["caveats"]) == 8, "the picture speaks of eight"


# The tables that are made from declarations, each under the name of its markers.


def vocabulary_of(member):
    """Return the link to the vocabulary of a member, empty where it has none."""
    if not member.vocabulary:
        return ""
    name = next(name for name, words in named_vocabularies() if words is member.vocabulary)
    return f"[{name}](model.md#{name.replace(' ', '-')})"


def named_vocabularies():
    """Return (name in words, vocabulary) of all vocabularies, in the order of their file."""
    return [
        (name.lower().replace("_", " "), words)
        for name, words in vars(vocabularies).items()
        if name.isupper() and isinstance(words, dict)
    ]


def row(*cells):
    """Return a row of a table."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def columns_table():
    """Return the table of the columns of observations."""
    yield row("column", "type", "what it says", "in JSON")
    yield row("---", "---", "---", "---")
    for column in OBSERVATION.columns:
        links = vocabulary_of(column)
        says = f"{column.description} Terms: {links}." if links else column.description
        yield row(f"`{column.name}`", column.type, says, f"`{column.path}`")


def members_table():
    """Return the table of what JSON has besides the columns."""
    yield row("member", "type", "what it says")
    yield row("---", "---", "---")
    for member in OBSERVATION.members:
        if not isinstance(member, Column):
            links = vocabulary_of(member)
            says = f"{member.description} Terms: {links}." if links else member.description
            yield row(f"`{member.path}`", member.type, says)


def nouns_table():
    """Return the table of the columns of the other nouns."""
    yield row("list", "one line is", "columns")
    yield row("---", "---", "---")
    for noun in NOUNS:
        if noun is not OBSERVATION:
            columns = " ".join(f"`{column.name}`" for column in noun.columns)
            yield row(f"`/api/v1/{noun.plural}`", noun.description, columns)


PLAINLY = {
    "number": "plain digits",
    "integer": "a whole number",
    "boolean": "`true` or `false`",
    "date": "a day",
}


def takes(member):
    """Return what a filter takes, in words."""
    asked = member.filter
    if not asked.column:
        return "a period, or `unknown`"
    if asked.last_day:
        return PLAINLY["date"]
    if member.type in PLAINLY:
        return PLAINLY[member.type]
    if member.vocabulary:
        said = f"terms: {vocabulary_of(member)}"
    elif asked.of:
        plural = next(noun.plural for noun in NOUNS if noun.name == asked.of)
        said = f"ids of `/api/v1/{plural}`"
    else:
        said = "a published word"
    return ", ".join([said, *(f"`{word}`" for word in asked.words)])


def filters_table():
    """Return the table of the filters of observations."""
    yield row("filter", "operators", "takes", "compares with")
    yield row("---", "---", "---", "---")
    for member in OBSERVATION.filtered:
        more = " ".join(f"`__{one}`" for one in filters.operators(member) if one) or "none"
        compares = member.name if isinstance(member, Column) else member.path
        yield row(f"`{member.filter.name}`", more, takes(member), f"`{compares}`")


def other_filters_table():
    """Return the table of the filters of the other nouns."""
    yield row("list", "filters, each with `__not`")
    yield row("---", "---")
    for noun in NOUNS:
        if noun is not OBSERVATION:
            names = " ".join(f"`{member.filter.name}`" for member in noun.filtered)
            yield row(f"`/api/v1/{noun.plural}`", names)


def vocabularies_table():
    """Return every vocabulary as a heading and a table."""
    for name, words in named_vocabularies():
        yield f"\n### {name}\n"
        yield row("term", "means")
        yield row("---", "---")
        for term, meaning in words.items():
            yield row(f"`{term}`" if term else "(empty)", meaning)


def files_table():
    """Return the table of the files of a release."""
    yield row("file", "media type", "what it is")
    yield row("---", "---", "---")
    for file in FILES:
        yield row(f"`{file.name}`", f"`{file.media_type}`", file.description)


@pytest.mark.parametrize(
    ("page", "name", "lines"),
    [
        ("docs/api.md", "files", files_table),
        ("docs/api.md", "columns", columns_table),
        ("docs/api.md", "members", members_table),
        ("docs/api.md", "nouns", nouns_table),
        ("docs/api.md", "filters", filters_table),
        ("docs/api.md", "other-filters", other_filters_table),
        ("docs/model.md", "vocabularies", vocabularies_table),
    ],
)
def test_a_generated_table_is_what_the_declarations_say(page, name, lines):
    assert_generated(page, name, lines())


def assert_generated(page, name, lines):
    """Assert that what stands between the markers of this name is these lines."""
    table = "\n".join(lines).strip()
    begin, end = f"<!-- {name}:begin -->\n", f"\n<!-- {name}:end -->"
    text = (ROOT / page).read_text()
    stands = text.partition(begin)[2].partition(end)[0].strip()
    if stands != table:
        pytest.fail(
            f"{page}: what stands between the markers {name}:begin and {name}:end is not what the "
            f"declarations say. Put this there:\n\n{table}\n",
            pytrace=False,
        )
