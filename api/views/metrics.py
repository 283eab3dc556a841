"""What a monitor collects; a proxy does not pass it on to readers."""

from contextlib import suppress

from django.db import DatabaseError
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.views import View
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

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
        registry.register(_Now())
        headers = {"Cache-Control": "no-store"}
        body = generate_latest(registry)
        return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers=headers)


class _Now(Collector):
    """What is asked when it is collected: a worker that kept it would tell it when it is stale."""

    def collect(self):
        """Yield the newest releases, and what verifying them found last."""
        newest = GaugeMetricFamily("caveat_release", "The newest release.", labels=["dataset"])
        # The counters are wanted most when the database is away.
        with suppress(DatabaseError):
            for one in Release.objects.values("dataset").annotate(number=Max("number")):
                newest.add_metric([one["dataset"]], one["number"])
        yield newest
        # Without one, or where it cannot be read, there is no time: an alarm asks for its absence.
        with suppress(last_verification.Unreadable):
            if last := last_verification.last():
                for name, what, value in (
                    (
                        "time_seconds",
                        "When all releases were verified last.",
                        last.time.timestamp(),
                    ),
                    ("faults", "What was not as it was sealed then.", last.faults),
                ):
                    yield GaugeMetricFamily(f"caveat_verification_{name}", what, value=value)
