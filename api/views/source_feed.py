"""The feed of a source: its figures as they come, are put right and leave."""

from urllib.parse import urljoin

from api.requests import problems
from datasets.interchange.entry import NAME
from datasets.models import Record, Release
from datasets.models.record import ids_near
from datasets.records import OBSERVATION
from datasets.releases.changes import Changes

from . import atom, xml
from .base import OneFormView
from .forms_of_one import ATOM


class SourceFeedView(OneFormView):
    """The last changes of the figures that a source counted, newest first."""

    offered = (ATOM,)

    def answer(self, request, snapshot, slug):
        """Return the feed; Problem where the source is not published."""
        sources = Record.objects.of("source").in_snapshot(snapshot).filter(slug=slug)
        source = next(iter(sources.order_by("-valid_from_release")[:1].parsed()), None)
        if source is None:
            near = ids_near("source", slug)
            wrong = problems.error(
                *("id", slug, "not published"),
                code="not_published",
                expected="a published source",
                valid=near,
            )
            raise problems.Problem(404, f"there is no source {slug[:120]} here", [wrong])
        changes = Changes(snapshot.newest, noun=OBSERVATION.name)
        changes.sides = {
            side: records.filter(origin=slug) for side, records in changes.sides.items()
        }
        rows = changes.take(atom.MOST_ENTRIES, backwards=True)
        releases = {one.pk: one for one in Release.objects.filter(pk__in={row[0] for row in rows})}
        feed = atom.begun(
            request.build_absolute_uri(),
            f"{NAME}: figures of {source['label']}",
            "What came, what was put right and what left, each with its reason.",
            releases[rows[0][0]].day if rows else None,
            urljoin(self.base(), f"/sources/{slug}"),
        )
        told = changes.serialized([row[-1] for row in rows])
        for (place, *_), change in zip(rows, told, strict=True):
            feed.append(atom.of_change(releases[place], change, self.base()))
        return xml.response(feed)
