"""From curated rows to a numbered release of published records."""

from datasets.releases.publisher_lock import Refused

from .effects import Effect, digest
from .outlook import Outlook, computed_outlook, outlooks
from .preview import NO_REASON, preview
from .publication import OtherThanForeseen, Published, publish

__all__ = [
    "NO_REASON",
    "Effect",
    "OtherThanForeseen",
    "Outlook",
    "Published",
    "Refused",
    "computed_outlook",
    "digest",
    "outlooks",
    "preview",
    "publish",
]
