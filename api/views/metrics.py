"""What a monitor collects; a proxy does not pass it on to readers."""

from contextlib import suppress

from django.db import DatabaseError
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.views import View
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from api.requests import metrics
from datasets.models import Release
from datasets.releases import last_verification


class MetricsView(View):
    """The counters of all workers, the newest releases, and what verifying them found last."""

    http_method_names = ("get", "head")

    def get(self, request):
        """Return them in the text form of Prometheus; 404 where nobody collects them."""
        if not metrics.is_collected():
            raise Http404
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        body = b"".join(map(generate_latest, (registry, _releases(), _verification())))
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers=headers)


def _releases():
    registry = CollectorRegistry()
    newest = Gauge("caveat_release", "The newest release.", ["dataset"], registry=registry)
    # The counters are wanted most when the database is away.
    with suppress(DatabaseError):
        for one in Release.objects.values("dataset").annotate(number=Max("number")):
            newest.labels(one["dataset"]).set(one["number"])
    return registry


def _verification():
    registry = CollectorRegistry()
    # Without one, or where it cannot be read, there is no time: an alarm asks for its absence.
    with suppress(last_verification.Unreadable):
        if last := last_verification.last():
            for name, what, value in (
                ("time_seconds", "When all releases were verified last.", last.time.timestamp()),
                ("faults", "What was not as it was sealed then.", last.faults),
            ):
                Gauge(f"caveat_verification_{name}", what, registry=registry).set(value)
    return registry
