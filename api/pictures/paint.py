"""The colours of a drawing that stands alone: those of the stylesheets, as attributes.

No renderer of PNG knows custom properties, and a browser that opens the file under the policy
of this service applies no ``<style>``.
"""

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
SHEETS = (_HERE.parent / "static/api/pictures.css", _HERE / "sheet.css")
_TOKEN = re.compile(r"(--[a-z]+): (#[0-9a-f]{6});")
_RULE = re.compile(r"^\.drawing \.([a-z]+) \{ (.+) \}$", re.MULTILINE)
_PROPERTY = re.compile(r"([a-z-]+): ([^;]+);")
_VARIABLE = re.compile(r"var\((--[a-z]+)\)")
# Curated text is escaped: it has no quotation marks, and so no attribute.
_CLASSES = re.compile(r' class="([^"]*)"')


def painted(svg: str) -> str:
    """Return a drawing with attributes in place of its classes, in the light colours."""
    return _CLASSES.sub(_attributes, svg)


def _attributes(found: re.Match[str]) -> str:
    properties: dict[str, str] = {}
    for name in found[1].split():
        properties |= looks().get(name, {})
    return "".join(f' {name}="{value}"' for name, value in properties.items())


@cache
def looks() -> dict[str, dict[str, str]]:
    """Return the properties of each class, with colours in place of variables."""
    css = "\n".join(sheet.read_text() for sheet in SHEETS)
    # The first of each name stands under :root, before the dark ones.
    colours = dict(reversed(_TOKEN.findall(css)))
    return {
        name: {
            key: _VARIABLE.sub(lambda one: colours[one[1]], value).removesuffix("px")
            for key, value in _PROPERTY.findall(body)
        }
        for name, body in _RULE.findall(css)
    }
