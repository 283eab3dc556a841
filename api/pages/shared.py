"""The address of the picture that is shown where a figure is shared."""

from django.http import HttpResponse

from api.pictures.png import png
from api.views.forms_of_one import PNG
from datasets.models import Record
from datasets.wording.headlines import headline

from . import chain, said_of_chain
from .figure import FigurePage
from .names import find, names
from .shared_picture import shared_picture


class SharedPictureView(FigurePage):
    """The sharing picture of a figure, 1200 by 630 pixels."""

    offered = (PNG,)

    def get_format_suffix(self, **kwargs):
        """Return the name of the one form: whatever Accept says, the address has said it."""
        return PNG.name

    def answer(self, pk, selection, bom):
        """Return the picture."""
        (record,) = Record.objects.filter(pk=pk).parsed()
        records = Record.objects.in_snapshot(self.snapshot).filter(dataset=record["dataset"])
        found = find(records, set(said_of_chain.named(record["citations"])))
        stops = chain.rail(record["citations"], names(found))
        picture = shared_picture(record, headline(record), stops)
        return HttpResponse(png(picture), content_type=PNG.media_type)
