"""What a request sees: pinned once, so that pages and exports cannot tear."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import Max, Q

from .release import Release


@dataclass(frozen=True)
class Snapshot:
    """What a request sees, pinned once: every release up to ``newest``, or fewer.

    With ``dataset`` it is that dataset's release ``newest`` alone; with ``day``, of each dataset
    the last release of that day. With ``history`` what earlier releases held is seen too. The rows
    of a snapshot never change.
    """

    newest: int
    dataset: str | None = None
    day: datetime.date | None = None
    history: bool = False

    def pinned(self, newest):
        """Return the snapshot as an earlier request, when ``newest`` was, saw it."""
        return replace(self, newest=newest)

    def condition(self):
        """Return the Q that selects the records in force, or those that ever were."""
        if self.history:
            begun = Q(valid_from_release__lte=self.newest)
            return begun & Q(dataset=self.dataset) if self.dataset else begun
        if self.day is None:
            return in_force(self.newest, self.dataset)
        parts = [in_force(release.pk, release.dataset) for release in self.releases()]
        return Q(*parts, _connector=Q.OR) if parts else Q(pk__in=[])

    def releases(self):
        """Return of each dataset the release that is seen."""
        seen = Release.objects.filter(pk__lte=self.newest)
        if self.dataset:
            seen = seen.filter(dataset=self.dataset)
        if self.day:
            seen = seen.filter(day__lte=self.day)
        last = seen.order_by("dataset").values("dataset").annotate(last=Max("pk"))
        return list(Release.objects.filter(pk__in=last.values("last")))

    def release_of(self, dataset):
        """Return the place of the dataset's release that is seen, 0 where there is none."""
        return max((one.pk for one in self.releases() if one.dataset == dataset), default=0)


def in_force(release, dataset=None):
    """Return the Q of what the release with this place in the sequence holds."""
    held = Q(valid_from_release__lte=release, valid_to_release__gt=release)
    return held & Q(dataset=dataset) if dataset else held
