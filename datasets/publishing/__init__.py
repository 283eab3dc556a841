"""From curated rows to a numbered release of published records."""

from datasets.releases.publisher_lock import Refused

from .publication import Published, publish

__all__ = ["Published", "Refused", "publish"]
