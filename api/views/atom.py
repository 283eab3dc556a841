"""Atom: how a feed begins, and the entry of one change of a figure."""

import uuid
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from django.urls import reverse

from datasets.interchange.entry import NAME

from . import xml
from .forms_of_one import ATOM

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
# A feed must say when it changed; one without entries never did.
NEVER = "1970-01-01"


def begun(here, title, subtitle, day, page):
    """Return the feed at an address, last changed on a day (None: never), without its entries."""
    feed = Element("feed", xmlns=NAMESPACE)
    xml.add(feed, "id", here)
    xml.add(feed, "title", title)
    xml.add(feed, "subtitle", subtitle)
    xml.add(feed, "updated", _time(day or NEVER))
    xml.add(feed, "link", rel="self", type=ATOM.media_type, href=here)
    xml.add(feed, "link", rel="alternate", type="text/html", href=page)
    xml.add(xml.add(feed, "author"), "name", NAME)
    return feed


def of_change(release, change, base):
    """Return the entry of a change; of the two versions it tells all that belongs to them."""
    slug, gone = change["id"], change["record"] is None
    lines = [f"Why: {change['reason']}"] if change["reason"] else []
    if change["replaced_by"]:
        lines.append(f"Replaced by: {change['replaced_by']}")
    if change["redacted"]:
        lines.append(f"The text was {change['redacted']}")
    if change["fields"]:
        lines.append(f"Changed: {', '.join(one['field'] for one in change['fields'])}")
    for when, side in {"Before": change["before"], "Now": change["record"]}.items():
        if side:
            lines += _in_full(when, side)
    history = reverse("history", kwargs={"slug": slug})
    return entry(
        release,
        name=slug,
        title=f"{release.dataset}: {slug} {change['change']} in release {release.number}",
        address=urljoin(base, history if gone else f"/observations/{slug}"),
        lines=lines,
    )


def _in_full(when, record):
    """Return the lines of a version: the figure and what it never goes without."""
    caveats = " ".join(one["text"] for one in record["caveats"]) or "none_recorded"
    return [
        f"{when}: {record['statement']}",
        f"Caveats: {caveats}",
        f"Bias: {record['bias']}",
        f"Origin: {record['origin']['label']}",
        f"Cite as: {record['cite_as']} {record['license']}.",
    ]


def entry(release, name, title, address, lines):
    made = Element("entry")
    # Whatever host it is read from, and wherever the dataset moves, it is the same entry.
    xml.add(made, "id", uuid.uuid5(uuid.UUID(release.seal[:32]), name).urn)
    xml.add(made, "title", title)
    xml.add(made, "updated", _time(str(release.day)))
    xml.add(made, "link", rel="alternate", href=address)
    xml.add(made, "content", "\n".join(filter(None, lines)), type="text")
    return made


def _time(day):
    """Return a day as the time that Atom asks for; releases know no hour."""
    return f"{day}T00:00:00Z"
