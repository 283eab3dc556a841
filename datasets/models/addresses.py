"""Which addresses documents and datasets may have: those of pages that anybody can open."""

import re
import unicodedata

from django.db.models import CheckConstraint, Q

from .characters import character_fault, visible

_BEGINS = re.compile(r"https?://([^/?#]*)")
# What ends an attribute or a string somewhere, or is read as another character by browsers.
_NOT_WRITTEN = re.compile(r"""[\s"'`<>\\^{|}]""")
_PORT = re.compile(r":([1-9][0-9]{0,4})\Z")
_MOST_PORT = 65_535
# Browsers take a host that ends so for a number, in whatever base.
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z", re.IGNORECASE)
# Names that mean another machine wherever they are opened.
_AT_HOME = {"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "arpa"}
_BESIDE_LETTERS = "-_·・\u200c\u200d"
_LONGEST_HOST, _LONGEST_LABEL = 253, 63


def address_fault(value: str) -> str:
    """Return what is wrong with an address and what was expected, empty: nothing."""
    told = f"“{visible(value)}” is no address"
    if fault := character_fault(value):
        return fault
    begins = _BEGINS.match(value)
    if not begins:
        return f"{told}: expected one that begins with https:// or http://"
    if written := _NOT_WRITTEN.search(value):
        code = "".join(f"%{byte:02X}" for byte in written[0].encode())
        return f"{told}: write {code} in the place of “{written[0]}”"
    host = begins[1]
    if "@" in host:
        return f"{told}: it names a user before its host: leave out what stands before the @"
    port = _PORT.search(host)
    if port and int(port[1]) <= _MOST_PORT:
        host = host[: port.start()]
    problem = _host_problem(host)
    return f"{told}: {problem}" if problem else ""


def begins_with_scheme(model: str, field: str) -> CheckConstraint:
    """Return the constraint by which the database itself refuses other schemes, javascript: say."""
    begins = Q(**{f"{field}__startswith": "https://"}) | Q(**{f"{field}__startswith": "http://"})
    return CheckConstraint(
        condition=Q(**{field: ""}) | begins,
        name=f"{model}_{field}_has_scheme",
        violation_error_message=f"{field}: an address begins with https:// or http://.",
    )


def _host_problem(host: str) -> str:
    """Return what is wrong with a host: only a public name means the same page everywhere."""
    labels = host.split(".")
    if host.startswith("[") or _NUMBER.match(labels[-1]):
        return "its host is a number: expected a name such as example.org"
    if not all(map(_is_label, labels)) or len(host) > _LONGEST_HOST:
        return f"“{host}” is no name of a host: expected one such as example.org"
    if len(labels) == 1 or labels[-1].lower() in _AT_HOME:
        return f"“{host}” is another machine to each reader: expected one such as example.org"
    return ""


def _is_label(label: str) -> bool:
    """Return whether it is made of letters, of whatever script, digits and hyphens between them."""
    letters = all(unicodedata.category(one)[0] in "LMN" or one in _BESIDE_LETTERS for one in label)
    return (
        letters
        and 0 < len(label) <= _LONGEST_LABEL
        and not label.startswith("-")
        and not label.endswith("-")
        # Browsers read full-width letters and digits as the usual ones.
        and unicodedata.normalize("NFKC", label) == label
    )
