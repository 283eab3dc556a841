"""Pages of what is very long or very much: whole, or saying what is left out."""

import datetime
import html
import re
from datetime import timedelta

from datasets.models import Area, Citation, Record

from .test_pages import page, section, text
from .world import FIRST_DAY


def links(response, pattern):
    """Return the addresses on a page that fit the pattern."""
    return [html.unescape(one) for one in re.findall(f'href="({pattern})"', response.body.decode())]


def test_a_chain_of_six_hundred_documents_is_drawn(world, api):
    for hop in range(3, 601):
        world.document(f"d{hop}", source_id="gazette", published="2023-07-01", seen="excerpt")
        world.cite("nests-2023", hop, f"d{hop}", via=hop - 1)
    world.publish()
    shown = page(api, "/observations/nests-2023")
    assert len(set(links(shown, "/documents/d[0-9]+"))) == 598
    assert api.get("/observations/nests-2023/shared.png").status_code == 200
    page(api, "/")


def test_a_document_of_many_figures_says_that_it_shows_the_first(world, api):
    world.figures(60)
    Citation.objects.bulk_create(
        Citation(
            observation_id=f"nests-n{number:05}",
            hop=2,
            via=1,
            document_id="gazette-june",
            relation="paraphrases",
            basis="stated",
            no_words="Nobody noted them.",
        )
        for number in range(60)
    )
    world.publish()
    shown = text(page(api, "/documents/gazette-june"))
    assert "Of the first 50 figures that it carries; the numbers above are of these." in shown


def test_a_measure_of_many_figures_says_that_it_shows_the_first(world, api):
    world.figures(80)
    world.publish()
    shown = page(api, "/measures/nests-counted")
    assert "These are the first 40 of its figures" in text(shown)
    assert "/datasets/herons?measure=nests-counted" in links(shown, '/datasets/[^"]*')


def test_a_question_of_many_answers_shows_some_and_links_to_files_that_are_there(clubs, api):
    for number in range(45):
        counter = f"counter-{number}"
        clubs.source(counter, label=f"Counter {number}", kind="ngo", reliability="C")
        clubs.document(f"{counter}-report", source_id=counter, published="2023-07-01", seen="read")
        clubs.document(f"{counter}-log", source_id=counter, published="XXXX", seen="cited_only")
        clubs.rival(f"count-{number}", counter, value=str(50 + number % 7))
    clubs.publish()
    (question,) = Record.objects.of("question").parsed()
    shown = page(api, f"/questions/{question['id']}")
    assert f"{len(question['observations']) - 40} more are in its record." in text(shown)
    for link in links(shown, '/api/v1/[^"]*'):
        assert api.get(link).status_code == 200


def test_a_question_names_the_same_one_of_other_times(clubs, api):
    Area.objects.create(slug="a-lake-before-it", label="A Lake before it")
    for year in range(2000, 2020):
        for area in ("mill-lake", "a-lake-before-it"):
            period = {"period": f"{year}-03/{year}-05", "period_printed": "then", "area_id": area}
            clubs.figure(f"club-{area}-{year}", **period)
            clubs.rival(f"trust-{area}-{year}", **period)
    clubs.publish()
    asked = next(
        one["id"]
        for one in Record.objects.of("question").parsed()
        if one["area"] == "mill-lake" and one["period"].startswith("2010")
    )
    others = links(page(api, f"/questions/{asked}"), '/questions/[^"]*')
    assert len(others) == 12
    assert all("mill-lake" in one for one in others)


def test_the_page_of_all_releases_says_that_it_shows_the_last(world, api):
    for number in range(51):
        world.change("nests-2023", value=str(41 + number))
        world.publish(on=FIRST_DAY + timedelta(days=number))
    assert "These are the last 50. All of them are in" in text(page(api, "/releases"))


def test_a_source_counts_what_was_altered_of_all_its_figures(clubs, api):
    for year in range(1990, 2020):
        clubs.figure(f"nests-{year}", period=str(year), value=str(year - 1950))
        clubs.cite(f"nests-{year}", 2, "gazette-june", via=1, reported_measure="pairs-breeding")
    clubs.publish()
    shown = text(page(api, "/sources/bird-club"))
    assert "what was counted 31" in shown
    assert "The first 25." in shown


# One address for each thing, and one release on a page


def test_what_two_datasets_share_leads_to_the_copy_of_the_one_that_is_read(clubs, api):
    egrets = clubs.dataset("egrets", title="Egrets elsewhere")
    clubs.publish(on=datetime.date(2024, 1, 15))
    clubs.figure("egret-1", document="gazette-june", dataset=egrets, value="7")
    clubs.publish(on=datetime.date(2024, 1, 16), dataset="egrets")
    figure = page(api, "/observations/nests-2023")
    shared = links(figure, '/(?:sources|measures|documents)/[^"]*')
    assert shared
    for link in shared:
        assert link.endswith("?dataset=herons")
        read = page(api, link)
        assert f'rel="canonical" href="http://testserver{link}"' in read.body.decode()
    measure = page(api, "/measures/nests-counted?dataset=herons")
    assert "/observations/nests-2023?dataset=herons" in links(measure, '/observations/[^"]*')
    assert "egrets has this too, with figures of its own." in text(measure)
    assert links(measure, '/measures/[^"]*')[0] == "/measures/nests-counted?dataset=egrets"
    for listed in ("/sources", "/search?q=bird+club"):
        found = links(page(api, listed), '/sources/bird-club[^"]*')
        assert sorted(found) == [
            "/sources/bird-club?dataset=egrets",
            "/sources/bird-club?dataset=herons",
        ]
    listed = re.findall("<loc>[^<]*bird-club[^<]*", api.get("/sitemap.xml").body.decode())
    assert len(listed) == len(set(listed)) == 2


def test_a_page_of_an_earlier_release_hands_out_that_release(published, api):
    published.change("nests-2023", value="43", change_note="Two nests were overlooked.")
    published.publish()
    old = page(api, "/observations/nests-2023?dataset=herons&release=1")
    assert "This is how it stood in release 1. As it is now" in text(old)
    body = old.body.decode()
    forms = links(old, '/(?:api|observations/nests-2023[./])[^"]*')
    assert len(forms) > 8
    for form in forms:
        assert "release=1" in form, form
    assert "shared.png?dataset=herons&amp;release=1" in body
    assert "41" in api.get(next(one for one in forms if ".csv" in one)).body.decode()
    measure = page(api, "/measures/nests-counted?dataset=herons&release=1")
    for link in links(measure, '/api/v1/observations[^"]*'):
        assert "release=1" in link, link
    assert all("release=1" in one for one in links(measure, '/datasets/[^"]*'))
    release = page(api, "/datasets/herons/releases/1")
    (figure,) = links(release, '/observations/[^"]*')
    assert "41 nests" in text(page(api, figure))
    versions = section(page(api, "/observations/nests-2023"), "history")
    assert "Two nests were overlooked." in versions
    (first, second) = links(page(api, "/observations/nests-2023"), '[^"]*release=[12]')
    assert "43 nests" in text(page(api, first))
    assert "41 nests" in text(page(api, second))
