"""The datasets that are seen, as catalogues list them."""

from django.db.models import Max, Min

from datasets.interchange.entry import Entry
from datasets.models import Record, Release
from datasets.records import BY_NAME, OBSERVATION
from datasets.releases.package import FILES
from datasets.releases.redactions import serialized
from datasets.reserved import AREA_NOT_STATED

DATASET = BY_NAME["dataset"]


def entries(snapshot, dataset=None):
    """Return the Entry of every dataset that is seen, or of one."""
    records = Record.objects.in_snapshot(snapshot)
    if dataset is not None:
        records = records.filter(dataset=dataset)
    return [_entry(record, snapshot) for record in _parsed(records.of(DATASET.name))]


def _entry(record, snapshot):
    of_dataset = Release.objects.filter(
        dataset=record["id"], pk__lte=snapshot.release_of(record["id"])
    )
    releases = list(of_dataset.order_by("number"))
    told = serialized(releases, any_redacted=True)
    records = Record.objects.in_release(releases[-1].pk, record["id"])
    figures = records.of(OBSERVATION.name)
    days = figures.aggregate(begins=Min("period_start"), ends=Max("period_end"))
    return Entry(
        record=record,
        releases=told,
        files=files_of(releases[-1], told[-1]),
        areas=_labels(records, figures, "area"),
        measures=_labels(records, figures, "measure"),
        **{side: day and day.isoformat() for side, day in days.items()},
    )


def files_of(release, told):
    """Return the files of a release that are given out, each with what it is.

    ``told`` is its public record.
    """
    by_name = {each.name_in(release): each for each in FILES}
    return [
        file
        | {
            "media_type": getattr(by_name.get(file["name"]), "media_type", None),
            "description": getattr(by_name.get(file["name"]), "description", None),
        }
        for file in told["files"]
        if not file["withheld"]
    ]


def _labels(records, figures, noun):
    """Return what the areas or the measures of the figures are called."""
    named = figures.exclude(**{noun: AREA_NOT_STATED})
    slugs = named.values_list(noun, flat=True).order_by(noun).distinct()
    return [one["label"] for one in _parsed(records.of(noun).filter(slug__in=list(slugs)))]


def _parsed(records):
    return records.order_by("slug", "dataset").parsed()
