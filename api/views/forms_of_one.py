"""The formats of addresses that each answer in just one."""

from dataclasses import replace

from datasets.formats import Format


def form(name, media_type):
    """Return the one Format of an address that makes its answer at request time."""
    return Format(name=name, media_type=media_type, stored="", length="")


ATOM = form("atom", "application/atom+xml")
# A page may be one of several, as the JSON of a list is.
HTML = replace(form("html", "text/html"), paged=True)
LINKSET = form("linkset", "application/linkset+json")
PNG = form("png", "image/png")
SVG = form("svg", "image/svg+xml")
TEXT = form("txt", "text/plain")
XML = form("xml", "application/xml")
