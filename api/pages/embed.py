"""A figure to stand in other people's pages, and how their programs ask for that (oEmbed)."""

import re

from csp.decorators import csp_replace
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from rest_framework.response import Response

from api.requests import problems
from api.requests.parameters import Parameter
from api.requests.reader import Reader
from api.views.base import JSON, PublicView
from api.views.forms_of_one import HTML
from datasets.models import Record
from datasets.models.validators import SLUG
from datasets.records import OBSERVATION

from .figure import FigurePage

# So high that the longest figure has room.
WIDTH, HEIGHT = 680, 440
FIGURE = rf"observations/({SLUG.pattern})(?:/embed)?(?!.*[?&](?:release|as_of)=)(?:[?#].*)?"
URL = Parameter("url", "The address of a figure's page.", {"type": "string", "format": "uri"})
SIZES = tuple(
    Parameter(name, f"At most so {word}, in pixels.", {"type": "integer", "minimum": 1})
    for name, word in (("maxwidth", "wide"), ("maxheight", "high"))
)


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class EmbedPage(FigurePage):
    """A figure with its caveats, small: the one page that others may frame."""

    offered = (HTML,)
    template = "pages/embed.html"


class OEmbedReader(Reader):
    """Reads which figure is to be embedded."""

    def figure(self, base):
        """Return the id of the figure whose address is given; what is wrong is collected.

        ``base`` is what our addresses begin with. A frame shows the newest release: none may be
        asked for.
        """
        expected = "the address of a figure's page"
        asked = self.query.get("url")
        if not asked:
            self._wrong("url", "missing", "empty", expected=expected, value=None)
            return ""
        found = re.fullmatch(f"{re.escape(base)}{FIGURE}", asked)
        if found is None:
            expected = f"{base}observations/ with an id, without a release"
            self._wrong("url", "not a figure's address here", "not_of_form", expected=expected)
            return ""
        return found[1]

    def at_most(self, name, pixels):
        """Return so many pixels, or fewer if the parameter allows no more."""
        asked = self.query.get(name, str(pixels))
        if not re.fullmatch("[1-9][0-9]{0,4}", asked):
            self._wrong(name, "not a size", "not_of_form", expected=f"pixels, as {pixels}")
            return pixels
        return min(int(asked), pixels)


class OEmbedView(PublicView):
    """What programs embed for the address of a figure: a frame with its page in small."""

    offered = (JSON,)
    reader_class = OEmbedReader

    def declared(self):
        """Return the parameters that oEmbed has."""
        return {one.name: one for one in (URL, *SIZES)} | super().declared()

    def get(self, request):
        """Answer the frame, if the figure is published."""
        slug = self.reader.figure(self.base())
        width = self.reader.at_most("maxwidth", WIDTH)
        height = self.reader.at_most("maxheight", HEIGHT)
        snapshot = self.reader.snapshot()
        self.reader.refuse()
        figures = Record.objects.of(OBSERVATION.name).in_snapshot(snapshot).filter(slug=slug)
        found = figures.order_by("-valid_from_release")[:1].parsed()
        if not found:
            there_was = Record.objects.of(OBSERVATION.name).filter(slug=slug).exists()
            told = "is no longer published" if there_was else "is not published here"
            raise problems.Problem(410 if there_was else 404, f"the observation {slug} {told}")
        size = {"width": width, "height": height}
        frame = {"src": f"{self.base()}observations/{slug}/embed", **size, **found[0]}
        html = render_to_string("pages/parts/frame.html", frame)
        body = {
            "version": "1.0",
            "type": "rich",
            "title": found[0]["statement"],
            "provider_name": "Caveat",
            "provider_url": self.base(),
            "html": html.strip(),
            **size,
        }
        return Response(body, headers={"ETag": self.etag(snapshot.newest)})
