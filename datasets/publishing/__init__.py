"""From curated rows to a numbered release of published records."""

from datasets.releases.publisher_lock import Refused

from .preview import Effect, preview
from .publication import Published, publish
from .sentences import sentences

__all__ = ["Effect", "Published", "Refused", "preview", "publish", "sentences"]
