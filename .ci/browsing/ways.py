"""What readers do: from the front page to the altered words, a pasted claim, a chosen download."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

home = sys.argv[1]


@contextmanager
def reader(browser, **how):
    """Give a page as one reader has it; what its console complains of ends the run."""
    may = ["clipboard-read", "clipboard-write"]
    context = browser.new_context(accept_downloads=True, permissions=may, **how)
    page, complaints = context.new_page(), []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    yield page
    assert not complaints, complaints
    context.close()


def from_the_front_to_the_altered_words(page):
    """Three clicks at most: the example, and where it travelled."""
    page.goto(home)
    page.get_by_role("link", name="Everything about this figure").click()
    page.get_by_role("link", name="How it travelled").click()
    altered = page.locator("#travelled ins").filter(has_text="desertion cases").first
    assert altered.is_visible()
    assert page.locator("#travelled del").first.is_visible()


def paste_a_claim_and_copy_the_citation(page):
    """Paste what a paper printed, open the figure, and take the sentence and the reference."""
    page.goto(home)
    page.get_by_role("searchbox").fill("2,076 desertion cases")
    page.get_by_role("button", name="Search").click()
    assert page.locator("mark").first.inner_text() == "2,076"
    page.locator(".found a").first.click()
    assert page.url == f"{home}/observations/awol-2023-s1", page.url
    used = page.locator("#use")
    assert "Mediazona counted 2,076 cases" in used.inner_text()
    assert "release 2" in used.inner_text()
    copy = page.get_by_role("button", name="Copy")
    if copy.count():
        copy.nth(2).click()
        page.get_by_role("button", name="Copied").wait_for()
        reference = page.locator("[data-copy]").nth(2).inner_text()
        assert page.evaluate("navigator.clipboard.readText()") == " ".join(reference.split())


def choose_figures_and_download_them(page):
    """What is chosen on the page is what the file holds, and what the API answers."""
    page.goto(f"{home}/datasets/russian-desertion")
    page.get_by_role("link", name="Likely higher").click()
    chosen = page.locator(".list table tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="All columns (CSV)").click()
    here = Path(download.value.path()).read_bytes()
    query = "dataset=russian-desertion&bias=understated"
    there = page.request.get(f"{home}/api/v1/observations.csv?{query}").body()
    assert here == there
    rows = page.request.get(f"{home}/api/v1/observations?{query}&count=exact&limit=1").json()
    assert rows["count"] == chosen, (rows["count"], chosen)


def follow_a_link_that_was_passed_on(page):
    """Words of tracking are dropped, and the page is there."""
    page.goto(f"{home}/observations/awol-2023-s1?utm_source=letter&fbclid=abc")
    assert page.url == f"{home}/observations/awol-2023-s1"
    assert page.locator("h1").is_visible()


WAYS = (
    from_the_front_to_the_altered_words,
    paste_a_claim_and_copy_the_citation,
    choose_figures_and_download_them,
    follow_a_link_that_was_passed_on,
)


def in_print(page):
    """What leads on is gone from paper; what is said stays."""
    page.goto(f"{home}/observations/awol-2023-s1")
    page.emulate_media(media="print")
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("#travelled ins").first.is_visible()
    assert page.locator("#caveats").is_visible()


def first_screen(page):
    """Who counted, the direction and the gravest caveat stand on a telephone's first screen."""
    page.goto(f"{home}/observations/awol-2023-s1")
    for what in (".by", ".badge", ".marks a"):
        box = page.locator(what).first.bounding_box()
        assert box["y"] + box["height"] <= 740, (what, box)


with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(
        executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"]
    )
    for script in (True, False):
        for width in (1280, 360):
            for scheme in ("light", "dark"):
                for way in WAYS:
                    size = {"width": width, "height": 740}
                    how = {"viewport": size, "color_scheme": scheme, "java_script_enabled": script}
                    with reader(chromium, **how) as page:
                        way(page)
        print(f"{len(WAYS)} ways {'with' if script else 'without'} script, wide and narrow: walked")
    with reader(chromium) as page:
        in_print(page)
    with reader(chromium, viewport={"width": 360, "height": 740}) as page:
        first_screen(page)
    chromium.close()
