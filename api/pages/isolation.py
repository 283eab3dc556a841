"""The filter of templates for sentences of ours that name what curators wrote, in any script."""

import re

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

# The blocks that Unicode keeps for scripts that are read from right to left.
_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
# Words of one name. A digit belongs to none: a number of ours may stand between two names.
_WORDS = re.compile(f"({_LETTERS}(?:[ \u00a0\u200c\u200d'’-]+{_LETTERS})*)")


@register.filter
def apart(sentence):
    """Return a sentence in which no word that is read from right to left moves what is beside it.

    Browsers would show “of אנפות, 41–50” with the numbers the other way round. A text that is a
    curator's alone needs none of this: <bdi> around it lets it be read as it was written.
    """
    return _set_apart(sentence, "<bdi>{}</bdi>")


@register.filter
def apart_drawn(words):
    """Return the words of a drawing, in which the same holds."""
    return _set_apart(words, '<tspan unicode-bidi="isolate">{}</tspan>')


def _set_apart(sentence, element):
    pieces = enumerate(_WORDS.split(sentence))
    return format_html_join(
        "", "{}", ((format_html(element, one) if place % 2 else one,) for place, one in pieces)
    )
