"""The pages for people, as a browser or curl gets them."""

import gzip
import html
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datasets.models import Carried, Citation, Document, Observation, Waiver, Withdrawal

HOST = "http://testserver"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FIGURE = "/observations/nests-2023"
# One of each kind of page over the herons.
PAGES = (
    *("/", FIGURE, "/measures/nests-counted", "/documents/gazette-june", "/sources/bird-club"),
    *("/datasets/herons", "/datasets/herons/releases/1", "/releases", "/how-we-work"),
    *("/search", "/search?q=41+nests", "/docs/api", "/documents", "/caveats", "/checks"),
)


def text(response):
    """Return what a reader sees of a page, without tags and with single spaces."""
    _, _, body = response.body.decode().partition("</head>")
    return read(body)


def read(body):
    """Return what a reader sees of a piece of HTML; words within a sentence stay together."""
    body = re.sub(r"</?(a|b|bdi|strong|small|mark|q|code|del|ins)\b[^>]*>", "", body)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def page(api, path, status=200):
    """Return a page as a browser gets it."""
    response = api.get(path, accept=BROWSER)
    assert response.status_code == status, response.body
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response


def section(response, title):
    """Return what a reader sees of one section of a page."""
    (body,) = re.findall(rf'<section id="{title}".*?</section>', response.body.decode(), re.DOTALL)
    return read(body)


def marks(response):
    """Return (lost, new) of all proof marks on a page, in their order."""
    body = response.body.decode()
    found = re.findall(r"<(del|ins)><span class=\"hidden\">\w+: </span><bdi>(.*?)</bdi>", body)
    return [(tag, html.unescape(words)) for tag, words in found]


# A page is the API in another form


def test_the_permanent_address_of_a_figure_is_a_page_and_every_other_form_of_it(published, api):
    assert "41 nests of Grey herons" in text(page(api, FIGURE))
    for asked in (
        api.get(FIGURE, accept="application/json"),
        api.get(f"{FIGURE}.json", accept=BROWSER),
        api.get(f"{FIGURE}?format=json", accept=BROWSER),
    ):
        assert asked.body == api.get("observations/nests-2023").body
    for form in ("csv", "ndjson", "bib", "ris"):
        here, there = (api.get(f"{one}.{form}") for one in (FIGURE, "observations/nests-2023"))
        assert here.body == there.body
    assert api.client.head(FIGURE, headers={"accept": BROWSER}).status_code == 200
    assert api.wrong("/observations/Nests_2023", 404).nearest == "nests-2023"


def test_whoever_has_a_page_already_is_not_sent_it_again(published, api):
    first = page(api, FIGURE)
    assert first["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert "Accept" in first["Vary"]
    again = api.get(FIGURE, accept=BROWSER, if_none_match=first["ETag"])
    assert (again.status_code, again.body) == (304, b"")


def test_a_page_that_was_made_is_kept_until_something_is_published(published, api, settings):
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "of-a-test"}
    settings.CACHES = {**settings.CACHES, "pages": kept}
    paths = ("/", FIGURE, "/measures/nests-counted", "/datasets/herons", "/search?q=41+nests")
    first = {path: page(api, path).body for path in paths}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert page(api, path).body == first[path]
        assert len(queries) <= 3, path
    assert api.get(f"{FIGURE}.json").body == api.get("observations/nests-2023").body
    assert page(api, "/datasets/herons/releases/9", 404)
    published.change("nests-2023", value="43", change_note="Two nests were overlooked.")
    published.publish()
    for path in paths:
        assert "43" in text(page(api, path)), path


def test_a_page_is_another_one_where_the_contact_is(published, api, settings):
    first = page(api, FIGURE)
    assert "has set no address to report it to." in text(first)
    settings.CONTACT = "desk@herons.example"
    again = api.get(FIGURE, accept=BROWSER, if_none_match=first["ETag"])
    assert "A mistake? Whoever runs this service is reached at desk@herons.example." in text(again)


def test_a_page_of_an_earlier_release_shows_what_that_held(published, api):
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    assert "42 nests of" in text(page(api, FIGURE))
    assert "41 nests of" in text(page(api, f"{FIGURE}?dataset=herons&release=1"))
    assert "Counted again." in section(page(api, FIGURE), "history")
    assert "Counted again." not in text(page(api, f"{FIGURE}?dataset=herons&release=1"))


def test_a_page_of_an_earlier_release_leads_to_others_of_the_same(published, api):
    published.figure("nests-2022", period="2022")
    published.publish()
    Withdrawal.objects.create(
        observation="nests-2022", dataset=published.herons, reason="They were storks."
    )
    Observation.objects.filter(pk="nests-2022").delete()
    published.publish()
    for when in ("release=2", "as_of=2024-01-15"):
        body = html.unescape(page(api, f"/datasets/herons?{when}").body.decode())
        for link in re.findall(r'href="(/(?:observations|sources|measures)/[^"]*)"', body):
            assert when in link
            page(api, link)
    assert "nests-2022" not in page(api, "/datasets/herons").body.decode()


@pytest.mark.parametrize(
    ("asked", "status", "led_to"),
    [
        (f"{FIGURE}?utm_source=letter&fbclid=x", 302, FIGURE),
        (
            f"{FIGURE}?theme=dark&release=1&dataset=herons",
            302,
            f"{FIGURE}?release=1&dataset=herons",
        ),
        ("/?gclid=1", 302, "/"),
        ("/datasets/herons?bias=understated&utm_id=7", 302, "/datasets/herons?bias=understated"),
        ("/datasets/herons?dataset=storks", 302, "/datasets/herons"),
        ("/search?q=nests&mc_cid=1", 302, "/search?q=nests"),
        (f"{FIGURE}/", 308, FIGURE),
        ("/datasets/herons//?bias=mixed", 308, "/datasets/herons?bias=mixed"),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_link_that_was_passed_on_leads_to_the_page_that_was_meant(api, asked, status, led_to):
    response = api.client.get(asked, headers={"accept": BROWSER})
    assert (response.status_code, response["Location"]) == (status, led_to)


def test_words_that_no_figure_of_a_dataset_has_are_told_to_fit_none(published, api):
    page = api.get("/datasets/herons?q=elephants")
    assert page.status_code == 200
    assert "No figure fits all of this." in page.body.decode()


def test_what_a_form_leaves_empty_is_not_asked(published, api):
    assert text(page(api, "/datasets/herons?bias=&origin=")) == text(page(api, "/datasets/herons"))
    assert "Paste a claim or a number as you read it." in text(page(api, "/search?q="))
    assert api.wrong("observations?bias=").reason == "empty"


# What is refused


@pytest.mark.parametrize(
    ("path", "status", "told", "link"),
    [
        ("/observations/nests-2032", 404, "There is no observation nests-2032 here.", FIGURE),
        ("/datasets/heron", 404, "There is no dataset heron.", "/datasets/herons"),
        ("/datasetz/herons", 404, "There is nothing at /datasetz/herons.", None),
        ("/serch", 404, "There is nothing at /serch.", "/search"),
        ("/datasets/herons?year=2023", 400, "There is no filter “year”.", "?period=2023"),
        ("/datasets/herons?origin=bird-clob", 400, "is unknown", "?origin=bird-club"),
        ("/search?q=it+is+what", 400, "No word to look up.", None),
        (f"{FIGURE}?dataset=herons&release=9", 400, "has no such release", None),
    ],
)
@pytest.mark.usefixtures("published")
def test_a_refusal_is_a_page_that_says_what_is_wrong_and_what_is_near(
    api, path, status, told, link
):
    refused = page(api, path, status)
    assert told in text(refused)
    assert link is None or f'{link}"' in html.unescape(refused.body.decode())
    assert refused["Cache-Control"] == "no-store"
    # Programs that ask for nothing in particular get what they can read.
    assert api.get(path)["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (f"{FIGURE}.csv?filds=id", "filds"),
        (f"{FIGURE}.json?relase=1", "relase"),
        (f"{FIGURE}.json?fields=", "fields"),
        ("/search?q=herons&q=41&utm_source=letter", "q"),
        ("/search/?q=herons&q=41", "q"),
    ],
)
def test_what_a_program_asks_wrong_is_refused_at_the_address_of_a_page_too(
    published, api, asked, wrong
):
    answered = api.get(asked, accept="*/*")
    while "Location" in answered:
        answered = api.get(answered["Location"], accept="*/*")
    assert answered.status_code == 400
    assert [one["parameter"] for one in answered.json()["errors"]] == [wrong]


def test_a_replaced_figure_is_told_as_withdrawn_and_leads_to_the_other(published, api):
    published.figure("nests-recount", period="2023-03/2023-05", value="44", status="E")
    Withdrawal.objects.create(
        observation="nests-2023",
        dataset=published.herons,
        reason="The club counted again.",
        replaced_by="nests-recount",
    )
    Observation.objects.filter(pk="nests-2023").delete()
    published.publish()
    shown = page(api, FIGURE, 410)
    assert "no longer published: The club counted again." in text(shown)
    assert 'href="/observations/nests-recount"' in shown.body.decode()
    # Programs are led on, as they are below the API.
    assert api.get(f"{FIGURE}.csv").status_code == 308


def test_a_withdrawn_figure_is_told_with_its_reason(published, api):
    published.figure("nests-2022", period="2022")
    published.publish()
    Withdrawal.objects.create(
        observation="nests-2022", dataset=published.herons, reason="They were storks."
    )
    Observation.objects.filter(pk="nests-2022").delete()
    published.publish()
    assert "They were storks." in text(page(api, "/observations/nests-2022", 410))


# What stands on the page of a figure


@pytest.mark.usefixtures("deserters")
def test_a_figure_shows_its_number_its_origin_its_direction_and_its_caveats_first(api):
    first = text(page(api, "/observations/awol-2023-s1")).partition("How it travelled")[0]
    for said in (
        "2,076 cases of absence without leave that reached Russian military courts",
        "Counted by Mediazona. Open the original (19 July 2023; a part was read)",
        "Likely higher according to analysts quoted by RFE/RL",
        *("cases, not people", "absence, not desertion"),
        "As printed “2,076”",
        "In the first half of 2023, printed “the first six months of 2023”",
    ):
        assert said in first


@pytest.mark.usefixtures("deserters")
def test_the_way_of_a_figure_marks_the_words_that_were_lost_and_those_that_are_new(api):
    shown = marks(page(api, "/observations/awol-2023-s1"))
    assert shown[:4] == [
        ("del", "that reached Russian military courts"),
        ("ins", "opened by Russian investigators"),
        ("del", "cases of absence without leave"),
        ("ins", "desertion cases"),
    ]
    assert shown[-4:] == [
        ("del", "cases of absence without leave"),
        ("ins", "desertion cases"),
        ("del", "in the first half of 2023"),
        ("ins", "up to the end of 2022 or up to the end of 2023"),
    ]
    way = section(page(api, "/observations/awol-2023-s1"), "travelled")
    # Who says a number twice may round it.
    assert "Said again: “More than 2,000” desertion cases" in way
    assert "Passed on unchanged by the Moscow Times, the New Times and Ukrainska Pravda." in way
    assert "MSN undated not found the link is inferred This text was not seen" in way
    assert "Altered by one of: MSN, DEFCONPress." in way
    assert "The caveat “analysts expect higher figures” is stated more strongly." in way


def test_a_caveat_that_a_rule_found_is_not_put_into_the_editors_mouths(api, deserters):
    caveats = section(page(api, "/observations/awol-2023-s1-vs-2021"), "caveats")
    assert re.search(r"differ in length[^.]*\. Found by a rule of Caveat", caveats)


def test_what_a_document_says_twice_and_rounds_is_no_alteration(world, api):
    world.change("nests-2023", value="4123")
    world.document("letter", source_id="gazette", published="2024", seen="read")
    once = {"place_in_text": "line 1", "fragment": "4,123 nests there", "as_printed": "4,123"}
    world.cite("nests-2023", 3, "letter", via=1, **once)
    again = {"place_in_text": "line 9", "fragment": "over 4,000 nests", "as_printed": "over 4,000"}
    again |= {"reported_value": "4000", "reported_comparator": "gt", "relation": "restates"}
    world.cite("nests-2023", 4, "letter", via=3, **again)
    world.publish()
    shown = page(api, FIGURE)
    assert "Said again: “over 4,000” nests" in section(shown, "travelled")
    assert "“4,123”" not in [words for _, words in marks(shown)]


@pytest.mark.parametrize(
    ("report", "gazette", "told"),
    [
        ({"url": "https://club.example/r"}, {}, "Open the original"),
        ({"seen_at": "https://copies.example/r", "seen": "copy"}, {}, "Open a copy of the text of"),
        ({}, {"url": "https://gazette.example/n"}, "Open the nearest text with an address: The G"),
    ],
)
def test_a_link_says_whether_it_leads_to_the_original(world, api, report, gazette, told):
    for slug, fields in (("club-report", report), ("gazette-june", gazette)):
        given = fields | ({"no_address": ""} if "url" in fields else {})
        Document.objects.filter(pk=slug).update(**given)
    world.publish()
    shown = page(api, FIGURE).body.decode()
    (link,) = re.findall(r'rel="external"><bdi>([^<]*)', shown)
    assert link.startswith(told)


@pytest.mark.parametrize(
    ("printed", "reported"),
    [
        ("about 100", {"reported_value": "100", "reported_comparator": "about"}),
        ("more than 41", {"reported_comparator": "gt"}),
    ],
)
def test_a_text_with_another_number_is_not_the_address_of_a_figure(world, api, printed, reported):
    address = {"url": "https://gazette.example/n", "no_address": ""}
    Document.objects.filter(pk="gazette-june").update(**address)
    Citation.objects.filter(document="gazette-june").update(as_printed=printed, **reported)
    world.publish()
    assert api.json(f"observations/{FIGURE.rpartition('/')[2]}")["source_url"] is None
    assert "Open the nearest text" not in page(api, FIGURE).body.decode()


def test_a_text_that_says_the_same_comes_before_an_earlier_one_of_another_thing(world, api):
    address = {"url": "https://gazette.example/n", "no_address": ""}
    Document.objects.filter(pk="gazette-june").update(**address)
    Citation.objects.filter(document="gazette-june").update(reported_measure="-")
    world.publish()
    record = f"observations/{FIGURE.rpartition('/')[2]}"
    assert api.json(record)["source_url"] == "https://gazette.example/n"
    echo = {"published": "2023-07", "seen": "read", "url": "https://echo.example/n"}
    world.document("echo", source_id="gazette", **echo)
    world.cite("nests-2023", 3, "echo", via=1)
    world.publish()
    assert api.json(record)["source_url"] == "https://echo.example/n"


def test_a_text_that_only_tells_what_somebody_counted_is_not_called_the_original(world, api):
    given = {"url": "https://gazette.example/n", "no_address": "", "source_id": "gazette"}
    Document.objects.filter(pk="club-report").update(**given)
    world.publish()
    shown = page(api, FIGURE).body.decode()
    (link,) = re.findall(r'rel="external"><bdi>([^<]*)', shown)
    assert link.startswith("Open the first text that is known: The Gazette")


def test_a_hop_that_nobody_saw_is_told_and_not_marked(api, world):
    world.document("echo", source_id="gazette", published="XXXX", seen="not_found")
    world.cite("nests-2023", 3, "echo", via=2, relation="unknown")
    world.document("letter", source_id="gazette", published="2023", seen="read")
    world.cite("nests-2023", 4, "letter", via=3, relation="disputes")
    world.publish()
    way = section(page(api, FIGURE), "travelled")
    assert "The Gazette undated not found This text was not seen: what it made of" in way
    assert "Objects to the figure." in way


def test_what_a_hop_left_out_or_left_open_is_told_in_words(api, world):
    world.document("echo", source_id="gazette", published="2023~", seen="excerpt")
    world.cite("nests-2023", 3, "echo", via=2, reported_measure="nests-counted|pairs-breeding")
    world.cite("nests-2023", 5, "echo", via=3, reported_attribution="-", reported_period="2022/..")
    world.cite("nests-2023", 8, "echo", via=5, reported_value="50", as_printed="fifty")
    world.publish()
    shown = marks(page(api, FIGURE))
    assert ("ins", "since 2022") in shown
    assert ("del", "credited to the bird club") in shown
    assert ("ins", "credited to nobody") in shown
    assert ("ins", "“fifty”") in shown
    assert "The Gazette about 2023 a part was read" in section(page(api, FIGURE), "travelled")


def test_a_caveat_that_a_hop_gained_or_lost_is_told_by_its_short_form(api, world):
    world.document("echo", source_id="gazette", published="2023", seen="read")
    world.document("answer", source_id="gazette", published="2024", seen="read")
    Carried.objects.create(
        citation=world.cite("nests-2023", 3, "echo", via=1), caveat_id="hidden-nests"
    )
    world.cite("nests-2023", 4, "answer", via=3)
    world.publish()
    way = section(page(api, FIGURE), "travelled")
    caveat = api.json("caveats/hidden-nests")["short"]
    assert f"The caveat “{caveat}” is new." in way
    assert f"The caveat “{caveat}” is gone." in way


@pytest.mark.slow(reason="publishes for each line of a table")
@pytest.mark.parametrize(
    ("affects", "direction", "badge", "group"),
    [
        ("accuracy", "understated", "Likely higher", "Why the real figure may be higher"),
        ("accuracy", "overstated", "Likely lower", "Why the real figure may be lower"),
        ("accuracy", "mixed", "Could be higher or lower", "Why it could be higher or lower"),
        ("accuracy", "unknown", None, "Why it may be off"),
        ("interpretation", "overstated", None, "Read it right"),
    ],
)
def test_a_direction_is_told_in_one_phrase_and_its_caveats_in_a_group(
    api, world, affects, direction, badge, group
):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="Cut.")
    world.caveat("leads", direction=direction, affects=affects)
    world.attach("leads", observation_id="nests-2023")
    world.publish()
    shown = page(api, FIGURE)
    assert group in section(shown, "caveats")
    badges = re.findall(r'class="badge"><strong class="\w+">(.*?)</strong>', shown.body.decode())
    assert badges == ([badge] if badge else [])


@pytest.mark.parametrize("path", [FIGURE, "/datasets/herons", f"{FIGURE}/embed", "/search?q=41"])
def test_what_is_said_against_a_number_stands_beside_it(clubs, api, path):
    clubs.rival("trust-2023", value="60")
    clubs.publish()
    assert "Another count does not fit: " in text(page(api, path))


@pytest.mark.parametrize(
    ("number", "told"),
    [({"comparator": "about"}, "What its words allow: 40"), ({"comparator": "gt"}, "")],
)
def test_a_table_tells_what_the_words_of_a_number_allow_where_they_do_not_say_it(
    api, world, number, told
):
    world.change("nests-2023", **number)
    world.publish()
    shown = text(page(api, "/datasets/herons"))
    assert ("its words allow" in shown) == bool(told)
    assert told in shown


def test_a_share_and_what_it_is_a_share_of_are_kept_apart_in_one_line(api, world):
    world.change("nests-2023", quantity="share", value="14")
    world.publish()
    assert "14%: the share of nests of Grey herons" in text(page(api, "/documents/club-report"))
    title = re.search("<title>([^<]*)", page(api, FIGURE).body.decode())[1]
    assert title.startswith("14%: the share of nests of Grey herons")


def test_who_disputes_a_number_stands_beside_it(api, world):
    world.document("letter", source_id="gazette", published="2023", seen="read")
    world.cite("nests-2023", 3, "letter", via=2, relation="disputes")
    world.publish()
    shown = text(page(api, FIGURE))
    assert "Disputed by the Gazette" in shown.partition("As printed")[0]


def test_who_passed_on_what_nobody_saw_is_not_said_to_have_left_it_unchanged(api, world):
    world.document("echo", source_id="gazette", published="XXXX", seen="not_found")
    world.cite("nests-2023", 3, "echo", via=2, relation="unknown")
    for hop in (4, 5):
        world.document(f"letter-{hop}", source_id="gazette", published="2023", seen="read")
        world.cite("nests-2023", hop, f"letter-{hop}", via=3)
    world.publish()
    assert "Passed on by the Gazette." in section(page(api, FIGURE), "travelled")


def test_a_figure_without_caveats_says_that_this_proves_nothing(api, world):
    Waiver.objects.create(caveat_id="hidden-nests", observation_id="nests-2023", reason="Cut.")
    world.publish()
    assert "That is not a proof that there is none." in section(page(api, FIGURE), "caveats")


def test_a_computed_figure_shows_what_went_in_instead_of_a_way(api, world):
    world.figure("nests-2022", period="2022", value="38")
    world.derive("all-nests", "a + b", {"a": "nests-2023", "b": "nests-2022"})
    world.publish()
    shown = page(api, "/observations/all-nests")
    worked = section(shown, "worked-out")
    assert re.search(r"41 nests of Grey herons.* \+ 38 nests of .* = 79", worked)
    assert '<a href="/observations/nests-2022">38</a>' in shown.body.decode()
    assert "Worked out by Caveat from figures of the bird club." in text(shown)
    assert "How it travelled" not in text(shown)


# The other pages


@pytest.mark.usefixtures("deserters")
def test_a_measure_keeps_counts_and_comparisons_apart(api):
    shown = text(page(api, "/measures/awol-cases-received"))
    counts, _, comparisons = shown.partition("Comparisons")
    assert "18,159" in counts
    assert "about twice" not in counts
    assert "about twice First half of 2023, against 2022 Mediazona" in comparisons


@pytest.mark.usefixtures("deserters")
def test_a_document_stands_line_by_line_beside_what_was_counted(api):
    shown = text(page(api, "/documents/defconpress"))
    assert (
        "¶ 3 More than 2,000 cases against Russian deserters by 2023 2,076 cases of absence"
    ) in shown
    assert "Changed: what was counted; a caveat made stronger; the time" in shown
    assert "received 577 requests from September to November 2023 577 requests" in shown
    assert "Same number, same thing, same time." in shown
    assert "No earlier text could be read." in shown


@pytest.mark.usefixtures("deserters")
def test_a_source_shows_what_others_altered_of_its_figures(api):
    shown = text(page(api, "/sources/mediazona"))
    assert "what was counted" in shown.partition("Its figures")[0]
    assert "Usually reliable" in shown


@pytest.mark.usefixtures("deserters")
def test_a_check_says_in_a_sentence_what_was_found_of_which_figures(api):
    found = api.json("checks?rule=ratio_agrees&observations=awol-2023-s1-vs-2022")["results"][0]
    shown = text(page(api, f"/checks/{found['id']}"))
    assert "Agree The comparison fits the figures that it compares: about twice" in shown
    assert "2,076" in shown
    assert "[" not in shown


def test_a_dataset_lists_its_figures_and_lets_a_reader_choose_fewer(clubs, api):
    clubs.rival("nests-2023-of-trust")
    clubs.publish()
    everything = page(api, "/datasets/herons")
    assert "2 figures, all." in text(everything)
    assert 'href="/datasets/herons?origin=trust"' in everything.body.decode()
    fewer = page(api, "/datasets/herons?origin=trust")
    assert "1 figure as chosen." in text(fewer)
    files = html.unescape(fewer.body.decode())
    assert "/api/v1/observations.csv?origin=trust&dataset=herons" in files
    assert "No figure fits all of this." in text(page(api, "/datasets/herons?bias=overstated"))


def test_a_dataset_names_some_questions_to_those_who_see_all_of_it(clubs, api):
    clubs.rival("trust-2023", value="44")
    clubs.publish()
    shown = text(page(api, "/datasets/herons"))
    assert "Breeding: Grey herons, Mill Lake, from March to May 2023 2 answers by" in shown
    assert "do they agree?" in shown
    assert "do they agree?" not in text(page(api, "/datasets/herons?bias=understated"))


@pytest.mark.usefixtures("deserters")
def test_the_pages_of_a_list_lead_on_to_all_of_it(api):
    shown, path = [], "/datasets/russian-desertion"
    while path:
        body = html.unescape(page(api, path).body.decode())
        shown += re.findall(r'<td><a href="/observations/([^"]*)">', body)
        following = re.findall(r'href="([^"]*)" rel="next"', body)
        path = following[0] if following else None
    assert shown == sorted(shown)
    assert len(shown) == api.json("observations?limit=1&count=exact")["count"]


def test_a_release_tells_what_came_what_changed_and_what_left(published, api):
    published.figure("nests-2022", period="2022", change_note="New.")
    published.change("nests-2023", value="42", change_note="Counted again.")
    published.publish()
    shown = text(page(api, "/datasets/herons/releases/2"))
    assert re.search(r"Changed The bird club counted 42 nests.* Counted again\. New", shown)
    assert "Release 2 of Herons at Mill Lake" in text(page(api, "/releases"))


def test_how_we_work_is_told_in_the_editors_words_and_what_nobody_set_is_not_set(published, api):
    shown = text(page(api, "/how-we-work"))
    assert "Method Two walks a year." in shown
    assert "The editors have not said." in shown


@pytest.mark.usefixtures("deserters")
def test_a_pasted_claim_finds_the_figure_and_marks_its_words(api):
    shown = page(api, "/search?q=2%2C076+desertion+cases")
    assert "The claim’s “desertion” came in on the way, with a text that altered it." in text(shown)
    assert re.findall(r"<mark>(.*?)</mark>", shown.body.decode())[:2] == ["2,076", "cases"]
    nothing = text(page(api, "/search?q=1234567+storks"))
    assert "No figure here has the number 1,234,567." in nothing or "has not been traced" in nothing


def test_a_claim_with_a_rounded_number_is_told_which_figure_it_is_rounded(world, api):
    world.change("nests-2023", value="20412")
    world.publish()
    assert (
        "One figure here, rounded, is 20,400: 20,412 nests of Grey herons, from March to May 2023, "
        "counted by the bird club. See whether the claim says the same."
    ) in text(page(api, "/search?q=20400+nests"))


def test_two_numbers_of_a_claim_are_told_with_how_many_texts_changed_them(world, api):
    world.change("nests-2023", value="20412")
    world.figure("nests-2022", value="30300", period="2022")
    world.publish()
    shown = text(page(api, "/search?q=20412+and+30300+nests+on+16+June"))
    assert (
        "20,412 and 30,300 are here, in two figures. "
        "Other texts changed one of them on the way. See which of them the claim means"
    ) in shown
    assert "Near 16" not in shown


def test_before_any_release_the_front_page_says_so(api):
    assert "Nothing is published yet." in text(page(api, "/"))


@pytest.mark.usefixtures("deserters")
def test_the_front_page_draws_the_way_of_one_figure(api):
    front = page(api, "/")
    assert ("ins", "desertion cases") in marks(front)
    assert "Five of them told it otherwise." in text(front)
    assert "171 figures" in text(front) or "figures 171" in text(front)


# Laws of all pages


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_a_style_of_its_own(published, api, path):
    shown = page(api, path)
    body = shown.body.decode()
    # What search engines read is data: no browser runs it.
    # The one script adds buttons, and nothing needs it.
    assert set(re.findall(r"<script[^>]*>", body)) <= {
        '<script type="application/ld+json">',
        '<script defer src="/static/api/copy.js">',
    }
    assert not re.search(r"<style|\sstyle=|\son\w+=", body)
    assert "unsafe" not in shown["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        *("//elsewhere.example/x/", "/\\elsewhere.example/", "/\t/elsewhere.example/", "/x\ry/"),
        *("/a\0b/", "/\xe2\x82\xac/", "/search?q=1/", "/a#b/", "/a%25b/"),
    ],
)
def test_no_address_leads_to_another_host_or_to_another_address_than_it_says(published, api, path):
    answered = api.client.get("/", PATH_INFO=path, headers={"accept": BROWSER})
    assert answered.status_code == 404
    assert "Location" not in answered


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_a_page_with_a_slash_behind_it_is_only_read(published, api, method):
    answered = api.client.generic(method, f"{FIGURE}/")
    assert (answered.status_code, answered["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.release_files
@pytest.mark.parametrize("path", [one for one in PAGES if "docs" not in one])
def test_every_link_of_a_page_leads_somewhere(published, api, path):
    body = html.unescape(page(api, path).body.decode())
    for link in re.findall(r'(?:href|src|action)="([^"]*)"', body):
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in body, link
        elif link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        elif link.startswith(("/", HOST)):
            assert api.get(link, accept=BROWSER).status_code in (200, 302), link


@pytest.mark.parametrize("path", [one for one in PAGES if "search" not in one])
def test_a_draft_leaves_no_word_on_any_page(published, api, path):
    before = page(api, path).body
    published.change("nests-2023", value="4711")
    published.herons.__class__.objects.update(title="Ospreys", method="Guessed.")
    published.figure("nests-2022", period="2022", value="4712")
    assert page(api, path).body == before


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_few_queries_however_much_there_is(
    clubs, api, django_assert_max_num_queries, path
):
    for year in range(1990, 2020):
        clubs.figure(f"nests-{year}", period=str(year), value=str(year - 1950))
    clubs.publish()
    with django_assert_max_num_queries(6):
        page(api, path)


@pytest.mark.usefixtures("deserters")
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/observations/awol-2023-s1", "/measures/awol-cases-received", "/sources/mediazona"),
        *("/documents/defconpress", "/datasets/russian-desertion", "/search?q=2076+cases"),
    ],
)
def test_a_page_with_its_style_is_small_on_the_wire(api, path):
    style = finders.find("api/page.css")
    styled = len(gzip.compress(Path(style).read_bytes()))
    assert styled + len(gzip.compress(page(api, path).body)) < 60_000


def test_what_curators_wrote_is_shown_as_text_and_never_run(api, world):
    evil = "<script>alert('x')</script>"
    for row, field in (
        (world.herons, "title"),
        (world.document("evil", source_id="gazette", published="2024", seen="read"), "title"),
        (world.source("evil", kind="media", reliability="F", label="x"), "label"),
    ):
        setattr(row, field, evil)
        row.save()
    world.cite("nests-2023", 3, "evil", via=2, as_printed=evil, reported_attribution="evil")
    world.caveat("evil", text=evil, asserted_by_id="evil")
    world.attach("evil", observation_id="nests-2023")
    world.publish()
    for path in (FIGURE, "/", "/documents/evil", "/sources/evil", "/datasets/herons", "/releases"):
        body = page(api, path).body.decode()
        assert "<script>" not in body, (path, body[body.find("<script>") - 200 :][:400])
        assert "</script><" not in body
        assert html.escape(evil) in body, path


@pytest.mark.parametrize(
    ("asked", "led_to"), [("/favicon.ico", "/static/api/icon.svg"), ("/admin", "/admin/")]
)
def test_what_browsers_and_people_try_leads_where_it_should(api, asked, led_to):
    response = api.get(asked)
    assert (response.status_code, response["Location"]) == (302, led_to)


@pytest.mark.usefixtures("published")
def test_the_documentation_is_offline_and_runs_under_the_policy(api):
    docs = api.get("docs")
    links = re.findall(r'(?:href|src|data-description)="([^"]*)"', docs.body.decode())
    assert len(links) >= 5
    for link in map(html.unescape, links):
        if link.startswith("/static/"):
            assert finders.find(link.removeprefix("/static/")), link
        elif link.startswith("/"):
            assert api.get(link).status_code in (200, 302), link
    assert "unsafe" not in docs["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|<script(?![^>]* src=)", docs.body.decode())


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/api/v1/observations/", "/api/v1/observations"),
        ("/api/v1/observation", "/api/v1/observations"),
        ("/api/v1/", "/api/v1"),
        ("/api/v2/sources", "/api/v1/sources"),
        ("/openapi.json", "/api/v1/openapi.json"),
        ("/docs/apis", "/docs"),
    ],
)
def test_an_address_that_is_none_names_the_nearest(api, asked, meant):
    assert api.wrong(asked, status=404).nearest == meant
