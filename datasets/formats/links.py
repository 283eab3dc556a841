"""Which texts of a workbook are links."""

import re
from urllib.parse import quote

# What a spreadsheet takes: links of a sheet, characters of an address.
MOST_LINKS = 65_530
MOST_CHARACTERS = 2_079
ABSOLUTE = re.compile(r"https?://\S+")
# What has a meaning in an address, or was encoded already.
KEPT = "!#$%&'()*+,/:;=?@~"


def address_of(text: str) -> str | None:
    """Return the encoded address that a text is, None where it is none that a link can hold."""
    if not ABSOLUTE.fullmatch(text):
        return None
    address = quote(text, safe=KEPT)
    return address if len(address) <= MOST_CHARACTERS else None
