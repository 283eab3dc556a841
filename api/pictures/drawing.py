"""A drawing: what stands in an SVG of any width, with its words for those who do not see it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .text import printable


@dataclass(frozen=True)
class Told:
    """What a drawing is called and says in words, and what its ids begin with on the page."""

    prefix: str
    title: str
    description: str


@dataclass(frozen=True)
class Drawing:
    """Its body has x in percent and y in pixels; ``caption`` says how to read it, in sentences."""

    told: Told
    height: int
    body: SafeString
    caption: tuple[str, ...] = ()
    kind: str = ""

    @property
    def svg(self) -> SafeString:
        """The drawing for a page: as wide as its place, coloured by pictures.css."""
        told = self.told
        words = {"title": printable(told.title), "description": printable(told.description)}
        return rendered("inline.svg", drawing=self, prefix=told.prefix, **words)


def rendered(template: str, **context: Any) -> SafeString:
    return render_to_string(f"pictures/{template}", context)
