"""The formats of the house as renderers of the framework: stored bytes go through untouched."""

from functools import cache

from rest_framework.renderers import BaseRenderer

from datasets import exact_json


class FormatRenderer(BaseRenderer):
    """Renders bytes as they are, and everything else as JSON.

    What is stored of a record is rendered once, when it is published; a page puts such fragments
    together without parsing them.
    """

    charset = "utf-8"

    def __init__(self, fmt):
        self.fmt = fmt
        self.format, self.media_type = fmt.name, fmt.media_type

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """Return the body of the answer."""
        return data if isinstance(data, bytes) else exact_json.dumps(data)


@cache
def renderer_of(fmt):
    """Return the renderer of a format; it holds nothing of a request."""
    return FormatRenderer(fmt)
