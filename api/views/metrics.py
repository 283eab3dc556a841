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


class MetricsView(View):
    """The counters of all workers, and the newest release of each dataset."""

    http_method_names = ("get", "head")

    def get(self, request):
        """Return them in the text form of Prometheus; 404 where nobody collects them."""
        if not metrics.is_collected():
            raise Http404
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        body = generate_latest(registry) + generate_latest(_releases())
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
