"""The site as files: served without a program, it says all that it can, and what it cannot."""

import hashlib
import html
import io
import os
import re
import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import orjson
import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from datasets.models import Observation, Release, Withdrawal

from .length import LONG
from .published_seeds import DATASET, alone, publish_all_seeds
from .test_import_observations import Terminal

pytestmark = pytest.mark.release_files

HOME = "https://data.example.org"
SERVICE = "https://ask.example.org"
LINK = re.compile(r'<(\w+)\b[^>]*? (?:href|src|action|content)="([^"]*)"')


class Site:
    """A host of files, and what it answers."""

    def __init__(self, folder):
        handler = partial(_Quiet, directory=folder)
        self.folder = folder
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever).start()

    def stop(self):
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()

    def read(self, path):
        """Return the bytes at an address; HTTPError where nothing is."""
        with urllib.request.urlopen(self.address + path) as answer:
            return answer.read()

    def pages(self):
        """Return {address: HTML} of all pages."""
        files = self.folder.rglob("index.html")
        return {f"/{file.parent.relative_to(self.folder)}": file.read_text() for file in files}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing of what was asked."""


@pytest.fixture
def exported(tmp_path):
    """Return what exports the site and serves it."""
    sites = []

    def export(*options):
        folder = tmp_path / f"site-{len(sites)}"
        call_command("export_site", folder, "--home", HOME, *options)
        sites.append(Site(folder))
        return sites[-1]

    yield export
    for site in sites:
        site.stop()


def links(address, page):
    """Yield (tag, target) of the links of a page to others of the same site."""
    for tag, value in LINK.findall(page):
        target = urljoin(f"{HOME}{address}", html.unescape(value))
        if value.startswith(("/", "?", HOME)) and target.startswith(f"{HOME}/"):
            yield tag, urldefrag(target)[0].removeprefix(HOME)


def must_lead_to_files(site):
    """Hold each link of each page against what the host answers."""
    targets = set()
    for address, page in site.pages().items():
        for tag, target in links(address, page):
            assert "?" not in target, (address, tag, target)
            targets.add(target)
    assert len(targets) > 20
    for target in targets:
        site.read(target)
    for found in re.findall(r"<loc>(.*?)</loc>", site.read("/sitemap.xml").decode()):
        assert found.startswith(HOME), found
        site.read(found.removeprefix(HOME))


def must_have_the_files_of_releases(site):
    """Hold what the host answers against the digests that the releases sealed."""
    for release in Release.objects.all():
        below = f"/api/v1/datasets/{release.dataset}/releases/{release.number}"
        for file in release.files:
            body = site.read(f"{below}/{file['name']}")
            assert hashlib.sha256(body).hexdigest() == file["sha256"], file["name"]
        assert hashlib.sha256(site.read(f"{below}/observations.csv")).hexdigest() == release.digest


def names(folder):
    """Return the names of what is in a folder."""
    return sorted(one.name for one in folder.iterdir())


def test_every_link_of_every_page_leads_to_a_file_and_releases_are_as_sealed(world, exported):
    world.publish()
    world.change("nests-2023", value="42", change_note="Counted again.")
    world.figure("nests-1999", period="2022")
    world.publish()
    Observation.objects.get(pk="nests-1999").delete()
    Withdrawal.objects.create(
        observation="nests-1999", dataset=world.herons, reason="They were storks."
    )
    world.publish()
    site = exported()
    must_lead_to_files(site)
    must_have_the_files_of_releases(site)
    assert "42 nests of" in site.read("/observations/nests-2023").decode()


def test_what_was_redacted_is_no_file_and_the_pages_say_why(world, exported):
    world.publish()
    world.change("nests-2023", value="42", change_note="Counted again.")
    world.publish()
    call_command("redact", "herons", "nests-2023", reason="A court ordered it.", yes=True)
    site = exported()
    must_lead_to_files(site)
    assert "A court ordered it." in site.read("/datasets/herons/releases/1").decode()
    listed = orjson.loads(site.read("/api/v1/datasets/herons/releases/1.json"))["files"]
    there = {file.name for file in (site.folder / "api/v1/datasets/herons/releases/1").iterdir()}
    assert there == {one["name"] for one in listed if one["withheld"] is None} == {"SHA256SUMS"}


def test_a_figure_has_all_its_forms_as_the_service_answers_them(world, exported, api):
    world.publish()
    site = exported()
    for form in ("json", "csv", "ndjson", "bib", "ris", "csl", "txt", "svg", "png"):
        path = f"/observations/nests-2023.{form}"
        there = api.client.get(path, headers={"host": "localhost"}).getvalue()
        assert site.read(path) == there.replace(b"http://localhost", HOME.encode()), form
    brief = orjson.loads(site.read("/brief/observations/nests-2023.json"))
    whole = orjson.loads(site.read("/observations/nests-2023.json"))
    assert brief["statement"] == whole["statement"]
    assert len(brief) < len(whole)
    assert site.read("/observations/nests-2023/shared.png").startswith(b"\x89PNG")


def test_pages_say_what_files_cannot_do_and_have_no_form_for_it(world, exported):
    world.publish()
    for address, page in exported().pages().items():
        assert "<form" not in page, address
        assert "/search" not in [target for _, target in links(address, page)], address
        if not address.endswith("/embed") and "http-equiv" not in page:
            assert "This copy is made of files, as of 15 January 2024. It cannot" in page, address


def test_a_choice_never_leads_to_the_whole(world, exported):
    world.publish()
    site = exported()
    for address in ("/measures/nests-counted", "/documents/gazette-june"):
        page = site.pages()[address]
        assert "<a>All columns (CSV)</a>" in page
        assert "/api/v1/observations" not in page
    assert "<a>Excel</a>" in site.pages()["/observations/nests-2023"]
    # What leads nowhere does not look as if it did.
    style = site.read("/static/api/page.css").decode()
    assert re.findall(r"^a\b.*?(?= \{)", style, re.MULTILINE)[0] == "a:where([href])"


def test_nothing_is_offered_to_be_searched_where_nothing_searches(world, exported):
    world.publish()
    assert "Try " not in exported().pages()["/."]
    assert "Try <a href" in exported("--service", SERVICE).pages()["/."]


def test_all_of_it_can_be_read_by_a_web_server_which_is_another_user(world, exported):
    """What else Caveat writes is private, and this is the very thing that is public"""
    world.publish()
    before = os.umask(0o077)
    try:
        site = exported()
    finally:
        os.umask(before)
    modes = {path.is_dir(): set() for path in site.folder.rglob("*")}
    for path in (site.folder, *site.folder.rglob("*")):
        modes[path.is_dir()].add(f"{path.stat().st_mode & 0o777:o}")
    assert modes == {True: {"755"}, False: {"644"}}


def test_whoever_waits_at_a_terminal_is_told_how_far_it_is(world, tmp_path):
    world.publish()
    terminal, none = Terminal(), io.StringIO()
    call_command("export_site", tmp_path / "site", "--home", HOME, stderr=terminal)
    told = terminal.getvalue().split("\r")
    assert len(told) > 2
    assert re.fullmatch(r"\d+ files, [1-9]\d* addresses to go *", told[0])
    assert re.fullmatch(r"\d+ files, 0 addresses to go *\n", told[-1])
    call_command("export_site", tmp_path / "again", "--home", HOME, stderr=none)
    assert none.getvalue() == ""


def test_searches_and_choices_lead_to_a_service_that_is_named(world, exported):
    world.publish()
    site = exported("--service", SERVICE)
    front = site.pages()["/."]
    assert f'action="{SERVICE}/search"' in front
    assert f'<a href="{SERVICE}" rel="external">' in front
    figure = site.pages()["/observations/nests-2023"]
    assert f'href="{SERVICE}/observations/nests-2023?dataset=herons&amp;release=1"' in figure
    must_lead_to_files(site)


def test_what_several_datasets_share_has_a_page_in_each(world, exported):
    world.publish()
    storks = world.dataset("storks", title="Storks at Mill Lake")
    world.figure("storks-2023", dataset=storks, value="7", period="2022")
    world.publish(dataset="storks")
    site = exported()
    must_lead_to_files(site)
    herons, both = (site.read(f"/in/{one}/sources/bird-club") for one in ("herons", "storks"))
    assert b"/observations/nests-2023" in herons
    assert b"/observations/nests-2023" not in both
    assert b"/observations/storks-2023" in both


def test_nothing_of_drafts_or_of_the_admin_is_in_it(world, exported):
    world.publish()
    world.figure("nests-of-a-draft", period="2022")
    site = exported()
    for file in site.folder.rglob("*"):
        name = str(file.relative_to(site.folder))
        assert "admin" not in name
        assert "nests-of-a-draft" not in name
        assert not file.is_file() or b"nests-of-a-draft" not in file.read_bytes(), name
    assert not (site.folder / "api/v1/docs").exists()


def test_whoever_can_be_told_of_a_vulnerability_is_named_in_it(world, exported, settings):
    world.publish()
    settings.CONTACT = "desk@herons.example"
    told = exported().read("/.well-known/security.txt").decode()
    assert f"Canonical: {HOME}/.well-known/security.txt" in told


# Refused: nothing is written, and nothing is left


def test_nothing_is_exported_over_what_there_is(world, tmp_path):
    world.publish()
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(CommandError, match=r"nothing was written: .* is not empty"):
        call_command("export_site", tmp_path, "--home", HOME)
    assert names(tmp_path) == ["kept"]


@pytest.mark.usefixtures("world")
def test_without_a_release_there_is_nothing_to_export(tmp_path):
    with pytest.raises(CommandError, match="nothing is published yet"):
        call_command("export_site", tmp_path / "site", "--home", HOME)
    assert names(tmp_path) == []


def test_files_that_are_not_as_they_were_sealed_are_not_passed_on(world, tmp_path):
    world.publish()
    file = Path(storages["releases"].path("herons/1/caveats.csv"))
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(CommandError, match="is not as it was sealed: run verify_releases"):
        call_command("export_site", tmp_path / "site", "--home", HOME)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("home", "why"),
    [
        ("data.example.org", "is not an address such as"),
        ("ftp://data.example.org", "is not an address such as"),
        ("https://me:pw@data.example.org", "is not an address such as"),
        ("https://data example.org", "is not an address such as"),
        ("https://example.org/data", "the pages need a host of their own"),
    ],
)
def test_a_home_that_no_page_can_have_is_refused(world, tmp_path, home, why):
    world.publish()
    with pytest.raises(CommandError, match=why):
        call_command("export_site", tmp_path / "site", "--home", home)
    assert names(tmp_path) == []


@pytest.mark.no_cover
@pytest.mark.slow(reason="a page and ten files of each figure of a dataset")
@pytest.mark.thorough
def test_the_real_figures_can_be_read_from_files_alone(db, exported):
    # Those of the article, in two releases, are three times as many: with LONG_TESTS they are read.
    with alone(DATASET if LONG else "iraq-deaths"):
        publish_all_seeds()
    site = exported()
    must_lead_to_files(site)
    must_have_the_files_of_releases(site)
    assert all("<form" not in page for page in site.pages().values())
