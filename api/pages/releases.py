"""Releases and corrections: what was published when, and what changed and why."""

from django.db.models import OuterRef, Subquery

from api.views.releases import release_named
from datasets import exact_json
from datasets.models import Record, RecordBrief, Release
from datasets.records import OBSERVATION
from datasets.releases import redactions

from .fixed import FixedPage
from .names import find

MOST_CHANGES = 50
REDACTED = ("redaction__day", "redaction__reason")


class ReleasesPage(FixedPage):
    """All releases of all datasets, the newest first."""

    template = "pages/releases.html"

    def context(self, snapshot):
        """Return the releases with the titles of their datasets."""
        releases = Release.objects.filter(pk__lte=snapshot.newest).order_by("-pk")[:MOST_CHANGES]
        wanted = {("dataset", one.dataset) for one in releases}
        found = find(Record.objects.in_snapshot(snapshot), wanted)
        told = [(one, found["dataset", one.dataset]) for one in releases]
        return {"releases": told, "more": MOST_CHANGES if len(told) == MOST_CHANGES else 0}


class ReleasePage(ReleasesPage):
    """One release: which figures it brought, changed and withdrew, each with its reason."""

    template = "pages/release.html"
    of_one_thing = True

    def _pinning(self, dataset):
        """Lead to what the release held."""
        return {"dataset": dataset, "release": self.kwargs["number"]}

    def must_be(self, snapshot, slug, number):
        """Raise a Problem where there is no such release."""
        self.release = release_named(slug, number, snapshot)

    def context(self, snapshot, slug, number):
        """Return the release and what it changed of figures."""
        release = self.release
        figures = Record.objects.of(OBSERVATION.name).filter(dataset=slug)
        begun = figures.filter(valid_from_release=release.pk).order_by("slug")
        ended = figures.filter(valid_to_release=release.pk).exclude(withdrawal_reason="")
        said = RecordBrief.objects.filter(pk=OuterRef("pk"), record__redaction=None)
        columns = ("slug", "version", "change_note", "said", *REDACTED)
        rows = begun.annotate(said=Subquery(said.values("body"))).values(*columns)
        changed = [
            one | {"statement": one["said"] and exact_json.loads(bytes(one["said"]))["statement"]}
            for one in rows[: MOST_CHANGES + 1]
        ]
        more, changed = len(changed) > MOST_CHANGES, changed[:MOST_CHANGES]
        left = ended.order_by("slug")
        gone = list(left.values("slug", "withdrawal_reason", "replaced_by", *REDACTED))
        found = find(Record.objects.in_release(release.pk, slug), {("dataset", slug)})
        return {
            "release": release,
            "dataset": found["dataset", slug],
            "withheld": self._withheld(release),
            "added": [one for one in changed if one["version"] == 1],
            "changed": [one for one in changed if one["version"] > 1],
            "withdrawn": gone,
            "more": more,
        }

    def _withheld(self, release):
        """Return for what files of the release are withheld, each once."""
        if not self.reader.redactions:
            return []
        return [*dict.fromkeys(redactions.withheld_of(release).values())]
