"""The documentation as the service gives it out: the files of docs/, to read and to copy from."""

import html
import re

import pytest

from api.pages import markdown
from api.views.documentation import DOCS

from .test_docs import PROGRAMS, ROOT, anchors, blocks, shown_after

# Which blocks show what came back to which.
ANSWERS = {"sh": ("json", "csv", "http", "text"), **dict.fromkeys(PROGRAMS, ("text",))}
WHY_NOT = "Not run by a test: "

pages = pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.name)


def page(api, doc):
    """Return the HTML of a page."""
    response = api.get(doc.address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    return response.body.decode()


def text(body):
    """Return the text of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", body))


@pages
def test_a_page_shows_every_block_and_every_cell_of_its_file(api, doc):
    shown = text(page(api, doc)).replace("http://testserver", "http://127.0.0.1:8000")
    for block in blocks(f"docs/{doc.file}"):
        assert block.text in shown, block.place
    for cell in re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / doc.file).read_text(), re.MULTILINE):
        assert f"\n{cell}\n" in shown
    assert "<!--" not in shown


@pages
def test_the_headings_of_a_page_have_the_anchors_that_a_forge_makes(api, doc):
    ids = re.findall(r'<h\d id="([^"]*)">', page(api, doc))
    assert len({*ids}) == len(ids) > 3
    assert anchors(ROOT / "docs" / doc.file) <= {*ids}


@pages
def test_every_link_to_the_documentation_leads_to_a_heading(api, doc):
    links = re.findall(r'href="(/docs/\w+)?#([^"]*)"', page(api, doc))
    for address, anchor in links:
        assert f'id="{anchor}"' in api.get(address or doc.address).body.decode(), anchor


@pages
def test_requests_have_the_address_that_the_page_was_asked_at(api, doc):
    body = page(api, doc)
    assert "127.0.0.1:8000" not in body
    if "curl" in body:
        assert 'curl "http://testserver/api/v1/' in html.unescape(body)


@pages
def test_a_page_has_no_script_and_no_style_of_its_own_and_lists_the_others(api, doc):
    body = page(api, doc)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", body)
    for other in DOCS:
        current = ' aria-current="page"' if other is doc else ""
        assert f'<a href="{other.address}"{current}>{other.title}</a>' in body


def test_a_page_need_not_be_sent_twice(api):
    first = api.get("/docs/api")
    assert first["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    again = api.get("/docs/api", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.body) == (304, b"")
    head = api.client.head("/docs/api")
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])


def test_the_documentation_begins_with_its_first_page(api):
    response = api.get("/docs")
    assert (response.status_code, response["Location"]) == (302, DOCS[0].address)


@pytest.mark.usefixtures("published")
def test_everything_that_describes_the_service_leads_to_the_documentation(api):
    assert 'href="/docs"' in api.get("/").body.decode()
    assert '</docs>; rel="service-doc"' in api.get("observations")["Link"]
    assert "(/docs)" in api.json("openapi.json")["info"]["description"]
    assert "/docs" in [endpoint["path"] for endpoint in api.json("/api/v1")["endpoints"]]
    for address in ("/llms.txt", "/sitemap.xml", "/.well-known/api-catalog"):
        for doc in DOCS:
            assert f"http://testserver{doc.address}" in api.get(address).body.decode()


def test_an_address_that_can_be_asked_is_a_link(api):
    body = page(api, DOCS[1])
    assert '<a href="/api/v1/observations?disputed=true"><code>' in body
    assert "<code>/api/v1/{noun}/{id}</code>" in body
    assert 'href="/api/v1/{noun}' not in body


def rendered(source):
    """Return the HTML of a few lines, on a service that has one page."""
    return markdown.render(source, {"other.md": "/docs/other"})


def test_html_in_markdown_is_text():
    assert "<b>" not in rendered("A <b>bold</b> word.\n\n<script>alert(1)</script>")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[one](other.md#two)", '<a href="/docs/other#two">one</a>'),
        ("[one](#two)", '<a href="#two">one</a>'),
        ("[one](https://example.org/)", '<a href="https://example.org/">one</a>'),
        ("[one](../CHANGELOG.md)", "<p>one</p>"),
        ("[`/api/v1/units`](#two)", '<a href="#two"><code>/api/v1/units</code></a>'),
        ("[gone](x.md) `/api/v1/units`", 'gone <a href="/api/v1/units"><code>'),
    ],
)
def test_a_link_leads_to_what_is_served_or_is_plain_text(source, shown):
    assert shown in rendered(source)


def test_headings_of_the_same_words_are_told_apart():
    body = rendered("## `Same` words\n\n## Same words\n")
    assert '<h2 id="same-words">' in body
    assert '<h2 id="same-words-1">' in body


def test_a_table_scrolls_in_its_own_box_and_says_by_classes_how_it_is_aligned():
    body = rendered("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert body.startswith('<div class="wide" tabindex="0"><table>')
    assert '<td class="text-align-right">2</td>' in body
    assert body.endswith("</table></div>\n")


def test_each_example_of_the_questions_is_run_or_says_why_not():
    page = "docs/questions.md"
    text = (ROOT / page).read_text()
    before = None
    for block in blocks(page):
        above = text.splitlines()[: block.line - 1]
        said_before = [line for line in above if line][-1]
        answers = block.language in ANSWERS.get(before and before.language, ())
        run = block.language in ANSWERS or (answers and shown_after(before, block, block.language))
        assert run or said_before.startswith(WHY_NOT), f"{block.place}: nobody runs it"
        before = block
