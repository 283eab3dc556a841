"""Markdown as HTML, with the anchors and the links between pages that a forge makes of it."""

import re
from collections import Counter
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

# What stands around generated tables, for the test that compares them.
MARKER = re.compile(r"^<!-- [a-z-]+:(?:begin|end) -->\n", re.MULTILINE)
# An address of this service that can be asked as it stands.
ADDRESS = re.compile(r"/(?:(?:api|docs|observations|\.well-known)/|[a-z-]+\.)[^\s{…]*")
NOT_IN_AN_ANCHOR = re.compile(r"[^\w\- ]")

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def render(text, addresses):
    """Return the HTML of a page; ``addresses`` are {file: address} of the pages it may link to.

    A link to any other file becomes its plain text, since nobody could follow it.
    """
    tokens = _MARKDOWN.parse(MARKER.sub("", text))
    _add_anchors(tokens)
    for before, token in pairwise(tokens):
        _align(token)
        if token.type == "inline" and before.type != "heading_open":
            token.children = [*_linked(token.children, addresses)]
    return _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})


def _add_anchors(tokens):
    """Give each heading the id that a forge gives it."""
    taken = Counter()
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open":
            says = "".join(child.content for child in inside.children).lower()
            anchor = NOT_IN_AN_ANCHOR.sub("", says).replace(" ", "-")
            again = f"-{taken[anchor]}" if taken[anchor] else ""
            taken[anchor] += 1
            opening.attrs["id"] = anchor + again


def _align(token):
    """Say by a class how a cell is aligned: the policy of the pages lets no style stand in them."""
    if style := token.attrs.pop("style", None):
        token.attrs["class"] = style.replace(":", "-")


def _linked(tokens, addresses):
    """Yield the tokens of a paragraph with links that lead somewhere, and addresses as links."""
    within = False
    for token in tokens:
        if token.type == "link_open":
            token.attrs["href"] = _target(token.attrs["href"], addresses)
            within = token.attrs["href"] is not None
            if within:
                yield token
        elif token.type == "link_close":
            if within:
                yield token
            within = False
        elif token.type == "code_inline" and not within and ADDRESS.fullmatch(token.content):
            yield Token("link_open", "a", 1, attrs={"href": token.content})
            yield token
            yield Token("link_close", "a", -1)
        else:
            yield token


def _target(href, addresses):
    """Return where a link leads to from a served page, None where it leads nowhere."""
    file, hash_, anchor = href.partition("#")
    if not file or file.startswith("https://"):
        return href
    return addresses[file] + hash_ + anchor if file in addresses else None


def _open_table(renderer, tokens, place, options, env):
    # It scrolls in a box of its own, which the keyboard must reach too.
    return f'<div class="wide" tabindex="0">{renderer.renderToken(tokens, place, options, env)}'


def _close_table(renderer, tokens, place, options, env):
    return f"{renderer.renderToken(tokens, place, options, env).rstrip()}</div>\n"


def _code(renderer, tokens, place, options, env):
    # Long lines scroll, and the keyboard must reach that too.
    return renderer.fence(tokens, place, options, env).replace("<pre>", '<pre tabindex="0">', 1)


_MARKDOWN.add_render_rule("fence", _code)
_MARKDOWN.add_render_rule("table_open", _open_table)
_MARKDOWN.add_render_rule("table_close", _close_table)
