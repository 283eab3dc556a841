"""The formats of addresses that each answer in just one."""

from datasets.formats import Format


def form(name, media_type):
    """Return the one Format of an address that makes its answer at request time."""
    return Format(name=name, media_type=media_type, stored="", length="")


ATOM = form("atom", "application/atom+xml")
HTML = form("html", "text/html")
LINKSET = form("linkset", "application/linkset+json")
TEXT = form("txt", "text/plain")
XML = form("xml", "application/xml")
