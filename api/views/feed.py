"""The feed of releases and corrections, for those who come again."""

from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from urllib.parse import urlencode, urljoin

from django.urls import reverse

from datasets.interchange.entry import NAME, WHAT
from datasets.models import Record, Release
from datasets.models.redaction import REDACTED_REASON
from datasets.records import OBSERVATION
from datasets.releases.changes import Changes
from datasets.releases.ordered_versions import BEGUN, ENDED

from . import atom, xml
from .base import OneFormView
from .forms_of_one import ATOM

# Each has its seal, and whoever keeps the feed keeps a witness of it: no correction displaces one.
MOST_RELEASES = 1000


class FeedView(OneFormView):
    """The releases, newest first, each before its corrections, of which only the last are told."""

    offered = (ATOM,)

    def answer(self, request, snapshot):
        releases = list(
            Release.objects.filter(pk__lte=snapshot.newest).order_by("-pk")[:MOST_RELEASES]
        )
        here, base = request.build_absolute_uri(), self.base()
        day = releases[0].day if releases else None
        title = f"{NAME}: releases and corrections"
        feed = atom.begun(here, title, WHAT, day, base)
        corrections = _corrections(releases[: atom.MOST_ENTRIES], snapshot.newest)
        room = atom.MOST_ENTRIES
        for release in releases:
            feed.append(_of_release(release, base))
            of_it = corrections.get(release.pk, Corrections()).entries(release, base)
            for one in islice(of_it, room):
                feed.append(one)
                room -= 1
        return xml.response(feed)


def _corrections(releases, newest):
    """Return {place of the release: its Corrections}: what it told otherwise or withdrew."""
    # What a first release holds is all new, however much it is.
    later = [release.pk for release in releases if release.number > 1]
    figures = Record.objects.of(OBSERVATION.name)
    sides = {
        BEGUN: (figures.filter(valid_from_release__in=later, version__gt=1), "change_note"),
        ENDED: (
            figures.filter(valid_to_release__in=later).exclude(withdrawal_reason=""),
            "withdrawal_reason",
        ),
    }
    causes = {}
    for side, (records, reason) in sides.items():
        rows = records.order_by("slug").values_list(side, reason, "slug", "pk")
        for place, why, slug, pk in rows.iterator():
            # Of what was redacted no reason is left: each tells for itself when and why it was.
            cause = pk if why in ("", REDACTED_REASON) else why
            causes.setdefault((place, side, cause), []).append((slug, pk))
    alone = [
        (place, (side, pk)) for (place, side, _), ((_, pk), *more) in causes.items() if not more
    ]
    alone = sorted(alone, key=lambda one: -one[0])[: atom.MOST_ENTRIES]
    changes = Changes(newest).serialized([key for _, key in alone])
    found = {place: Corrections() for place, *_ in causes}
    for (place, _), change in zip(alone, changes, strict=True):
        found[place].changes.append(change)
    for (place, side, why), several in causes.items():
        if len(several) > 1:
            found[place].causes.append((side, why, [slug for slug, _ in several]))
    return found


@dataclass
class Corrections:
    """What a release corrected: figures for a reason of their own, and several for one reason."""

    changes: list = field(default_factory=list)
    causes: list = field(default_factory=list)

    def entries(self, release, base):
        """Yield an entry for each reason, those of several figures first; no figure is left out."""
        for cause in self.causes:
            yield _of_cause(release, *cause, base)
        for change in sorted(self.changes, key=itemgetter("id")):
            yield atom.of_change(release, change, base)


def _of_release(release, base):
    address = f"/api/v1/datasets/{release.dataset}/releases/{release.number}"
    return atom.entry(
        release,
        name="",
        title=f"{release.dataset}: release {release.number}",
        address=urljoin(base, address),
        lines=[
            *(release.note, f"Figures: {release.rows}."),
            *(f"SHA-256 of its CSV: {release.digest}.", f"Seal: {release.seal}"),
        ],
    )


def _of_cause(release, side, why, slugs, base):
    """Return the entry of what changed several figures at once, each of them named."""
    became = "changed" if side == BEGUN else "withdrawn"
    asked = {"dataset": release.dataset, "updated_after": release.number - 1}
    return atom.entry(
        release,
        name=f"{became}: {why}",
        title=f"{release.dataset}: {len(slugs)} figures {became} in release {release.number}",
        address=urljoin(base, f"{reverse('changes')}?{urlencode(asked)}"),
        lines=[f"Why: {why}", f"Figures: {', '.join(slugs)}"],
    )
