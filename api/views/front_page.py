"""The front page: what Caveat is, what it has published, and how to ask for it."""

from urllib.parse import urlencode

from django.conf import settings

from datasets import vocabularies
from datasets.formats import FORMATS
from datasets.models import Record, Release
from datasets.records import OBSERVATION
from datasets.records.dataset import EDITORIAL

from . import citation_presenter
from .examples import example_of
from .page import PageView


class FrontView(PageView):
    """What Caveat is, what it has published, and how to ask for it."""

    template = "api/front.html"

    def context(self, request, snapshot):
        """Return the datasets, one figure in full, and requests that work on them."""
        records = Record.objects.in_snapshot(snapshot)
        datasets = [
            {
                "record": dataset,
                "editorial": [(about, dataset[name]) for name, about in EDITORIAL.items()],
                "release": Release.objects.filter(
                    pk__lte=snapshot.newest, dataset=dataset["id"]
                ).latest("number"),
                "files": [
                    (fmt.name, f"/api/v1/observations.{fmt.name}?dataset={dataset['id']}")
                    for fmt in FORMATS
                ],
            }
            for dataset in records.of("dataset").order_by("slug", "dataset").parsed()
        ]
        figure = None
        if datasets:
            first = datasets[0]["record"]["id"]
            figure = example_of(records.of("observation").filter(dataset=first))
        if figure is None:
            return {"datasets": datasets, "contact": settings.CONTACT}
        return {
            "datasets": datasets,
            "contact": settings.CONTACT,
            "columns": OBSERVATION.columns,
            "figure": figure,
            "meanings": _meanings(figure),
            "caveats": [caveat | {"in_words": _caveat(caveat)} for caveat in figure["caveats"]],
            "hops": citation_presenter.present(figure["citations"], records.filter(dataset=first)),
            "findings": [
                finding
                | {
                    "in_words": _capital(finding["rule"].replace("_", " ")),
                    "means": vocabularies.CHECK[finding["rule"]],
                }
                for finding in figure["checks"]
            ],
            "requests": [
                (what, request.build_absolute_uri(path)) for what, path in _requests(figure)
            ],
        }


def _meanings(figure):
    """Return the sentences that explain the terms of a figure."""
    return {
        "comparator": vocabularies.COMPARATOR[figure["comparator"]],
        "quantity": vocabularies.QUANTITY[figure["quantity"]],
        "bias": _bias(figure["bias"]),
        "basis": vocabularies.BOUNDS_BASIS[figure["bounds_basis"]],
        "status": vocabularies.OBSERVATION_STATUS[figure["status"]],
        "reliability": vocabularies.RELIABILITY[figure["origin"]["reliability"]],
        "credibility": vocabularies.CREDIBILITY[figure["credibility"]],
        "verification": vocabularies.SEEN[figure["verification"]],
    }


def _bias(term):
    """Return the sentence about a bias, which says whose word it is."""
    meaning = vocabularies.BIAS[term]
    if term not in vocabularies.DIRECTION:
        return f"{_capital(meaning)}."
    leads = f"Likely {term}" if "likely" in meaning else _capital(term)
    return f"{leads}: the caveats that affect the accuracy say that {meaning}."


def _caveat(caveat):
    direction = vocabularies.DIRECTION[caveat["direction"]]
    if caveat["affects"] == "accuracy":
        return f"About the number itself: {direction}."
    return f"Easily misread: {vocabularies.AFFECTS['interpretation']}; taken so, {direction}."


def _capital(text):
    return text[:1].upper() + text[1:]


def _requests(figure):
    """Return three requests about the figure and its dataset, each with what it gives."""
    alike = urlencode({"measure": figure["measure"]["id"], "origin": figure["origin"]["id"]})
    return [
        ("What one source counted, as JSON", f"/api/v1/observations?{alike}"),
        ("The way a figure came", f"/api/v1/observations/{figure['id']}/citations"),
        ("A whole dataset, as CSV", f"/api/v1/observations.csv?dataset={figure['dataset']}"),
    ]
