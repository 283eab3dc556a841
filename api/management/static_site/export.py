"""Writing the site: what its own links and its sitemap lead to, whole or not at all."""

import re
import shutil
import tempfile
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import dateformat

from datasets.models import Record, Release
from datasets.releases import release_files
from datasets.releases.redactions import given_out

from .asking import Service
from .links import IN_STYLES, Links
from .places import Places, file_of, plain

STARTS = ("/", "/sitemap.xml", "/robots.txt", "/feed.atom", "/catalog.jsonld")
# What each figure has besides what its page leads to.
OF_A_FIGURE = (".json?detail=brief", ".ndjson", ".txt")
LOCATION = re.compile(r"<loc>(.*?)</loc>")
ENTRY = re.compile(r"<url><loc>(.*?)</loc>.*?</url>", re.DOTALL)
NOT_WHOLE = re.compile(rb'"next":\s*"')
# What pages may lead to although it is not there: examples of refusals, and forms it has not.
REFUSED = (400, 404, 406, 410, 451)
TOLD = (410, 451)
LED_ON = (301, 302, 303, 307, 308)
PAGE_OF_ITS_OWN = "index.html"
# A web server is another user than whoever exports, and nothing of it is secret.
FOLDER_OF_ALL, FILE_OF_ALL = 0o755, 0o644
TOLD_EVERY = 100


class CannotExport(Exception):
    """Nothing was written; the message says why."""


def export(
    folder: Path, home: str, service: str | None, watch: Callable[[int, int], None]
) -> tuple[int, int]:
    """Write the site into a new folder; return how many files it has, and how many bytes.

    ``watch`` is told now and then how many files there are, and how many addresses are left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotExport(f"{folder} is there already, and is not empty")
    releases = [*Release.objects.order_by("pk")]
    if not releases:
        raise CannotExport("nothing is published yet")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent)
    try:
        _Export(Path(draft), home, service, releases, watch).write()
        if Release.objects.count() != len(releases):
            raise CannotExport("a release was published meanwhile: export again")
        _open_to_all(Path(draft))
        Path(draft).rename(folder)
    except BaseException:
        shutil.rmtree(draft)
        raise
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _open_to_all(site):
    for path in (site, *site.rglob("*")):
        path.chmod(FOLDER_OF_ALL if path.is_dir() else FILE_OF_ALL)


class _Export:
    def __init__(self, draft, home, service, releases, watch):
        self._watch = watch
        self._draft, self._releases = draft, releases
        self._home, self._service = home, service
        self._places = Places({one.dataset: one.number for one in releases})
        self._asked, self._links = Service(home), Links(home, service)
        # The places that have a file, and {file: the address that it had} of pages.
        self._written, self._pages = set(), {}

    def write(self):
        for release in self._releases:
            self._copy_files(release)
        waiting = [*STARTS, *self._forms_of_figures()]
        if settings.CONTACT:
            waiting.append("/.well-known/security.txt")
        seen = set()
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                waiting += self._follow(address)
                if len(seen) % TOLD_EVERY == 0:
                    self._watch(len(self._written), len({*waiting} - seen))
        self._watch(len(self._written), 0)
        for file, address in self._pages.items():
            page = self._links.changed(address, file.read_text(), self._find, self._notice())
            file.write_text(page)
        for file in self._draft.glob("sitemap*.xml"):
            file.write_text(ENTRY.sub(self._listed, file.read_text()))

    def _forms_of_figures(self):
        slugs = Record.objects.of("observation").current().values_list("slug", flat=True)
        return [f"/observations/{slug}{form}" for slug in slugs for form in OF_A_FIGURE]

    def _find(self, address):
        """Return where a file has what an address answers, None where none has."""
        place = self._places.place(address)
        return place if place in self._written else None

    def _follow(self, address):
        """Write what an address answers, and return what that leads to."""
        address = plain(address)
        place = self._places.place(address)
        if place is None or place in self._written:
            return []
        if place.startswith(settings.STATIC_URL):
            return self._copy_static(place)
        answer = self._asked.ask(address)
        if answer.status in LED_ON:
            return self._lead_on(place, urljoin(address, answer.location))
        is_page = answer.kind == "text/html"
        # The page of what was replaced, withdrawn or redacted says so.
        if answer.status != 200 and not (answer.status in TOLD and is_page):
            if answer.status not in REFUSED:
                raise CannotExport(f"{address}: the service answered {answer.status}")
            return []
        if answer.kind == "application/json" and NOT_WHOLE.search(answer.body):
            return []
        file = self._write(place, answer.body)
        if is_page:
            self._pages[file] = address
            return self._links.of_page(address, answer.body.decode())
        if place.startswith("/sitemap"):
            found = LOCATION.findall(answer.body.decode())
            return [*self._links.of_page("/", "".join(f'<a href="{one}">' for one in found))]
        return []

    def _lead_on(self, place, target):
        """Write a page that leads on to another of ours."""
        there = escape(target)
        told = f'<meta http-equiv="refresh" content="0; url={there}">'
        page = f'<!doctype html><meta charset="utf-8"><title>Caveat</title>{told}'
        if PAGE_OF_ITS_OWN in file_of(place):
            self._write(place, f'{page}<p><a href="{there}">{there}</a></p>\n'.encode())
        return [target]

    def _copy_static(self, place):
        source = finders.find(place.removeprefix(settings.STATIC_URL))
        if source is None:
            raise CannotExport(f"{place}: there is no such static file")
        content = Path(source).read_bytes()
        self._write(place, content)
        if place.endswith(".css"):
            return [urljoin(place, one) for one in IN_STYLES.findall(content.decode())]
        return []

    def _copy_files(self, release):
        for file in given_out(release):
            place = self._places.sealed(release.dataset, release.number, file["name"])
            release_files.copy(release, file, self._draft / file_of(place))
            self._written.add(place)

    def _write(self, place, content):
        file = self._draft / file_of(place)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._written.add(place)
        return file

    def _listed(self, entry):
        """Return an entry of the sitemap with its file, or nothing."""
        place = self._find(self._links.inside("/", unescape(entry[1])))
        return entry[0].replace(entry[1], escape(self._home + place)) if place else ""

    def _notice(self):
        day = dateformat.format(max(one.day for one in self._releases), "j F Y")
        answered = ""
        if self._service:
            where = escape(self._service)
            answered = f' <a href="{where}" rel="external">{where}</a> can.'
        told = f"This copy is made of files, as of {day}. It cannot search or choose."
        return f'    <p class="notice">{told}{answered}</p>\n'
