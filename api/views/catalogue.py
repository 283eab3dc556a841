"""The endpoints for those who look for data: catalogues, and the way of a figure in PROV."""

from urllib.parse import urljoin

import orjson
from django.db.models import Max, Min
from django.http import HttpResponse

from api.openapi.operations import FixedOperation, ProvenanceOperation
from api.requests import problems
from datasets.formats import Format
from datasets.interchange import catalogue, prov_json
from datasets.models import Record, Release
from datasets.records import NOUNS, OBSERVATION
from datasets.records.release import RELEASE
from datasets.releases.package import FILES
from datasets.reserved import AREA_NOT_STATED

from .records import CitationsView, FixedView

DATASET = next(noun for noun in NOUNS if noun.name == "dataset")


def form(name, media_type):
    """Return the one Format of an address that tells its answer at request time."""
    return Format(name=name, media_type=media_type, stored="", length="")


JSON_LD = form("jsonld", "application/ld+json")
LINKSET = form("linkset", "application/linkset+json")
TEXT = form("txt", "text/plain")
PROFILE = "https://www.rfc-editor.org/info/rfc9727"


class OneFormView(FixedView):
    """A text in the one form that its address stands for; it takes no parameters."""

    @property
    def form(self):
        """Return the name of the one format: whatever Accept says, the address has said it."""
        return self.offered[0].name

    def declared(self):
        """Return no parameters."""
        return {}

    def base(self):
        """Return what addresses begin with where a dataset has no home."""
        return self.request.build_absolute_uri("/")


class CatalogueView(OneFormView):
    """All datasets as DCAT-AP has them."""

    offered = (JSON_LD,)
    schema = None

    def answer(self, request, snapshot):
        """Return the catalogue."""
        return _json(catalogue.dcat(entries(snapshot), self.base()), JSON_LD.media_type)


class SchemaOrgView(OneFormView):
    """One dataset as search engines read it."""

    noun = DATASET
    offered = (JSON_LD,)
    schema = FixedOperation(
        "read_dataset_as_jsonld",
        "A dataset and its files, in the words of schema.org.",
        {"type": "object"},
        404,
    )

    def answer(self, request, snapshot, slug):
        """Return the dataset."""
        found = {entry.record["id"]: entry for entry in entries(snapshot, slug)}
        if not found:
            known = Release.objects.values_list("dataset", flat=True).distinct()
            wrong = problems.error("dataset", slug, "not published", valid=list(known))
            raise problems.Problem(404, f"there is no dataset {slug[:120]}", [wrong])
        return _json(catalogue.schema_org(found[slug], self.base()), JSON_LD.media_type)


class ProvenanceView(CitationsView):
    """The chain of an observation in PROV-JSON, its caveats with it."""

    schema = ProvenanceOperation()

    def answer(self, fmt, pk, members, bom, headers):
        """Return the chain."""
        (record,) = Record.objects.filter(pk=pk).parsed()
        told = prov_json.tell(record, self.request.build_absolute_uri("/"))
        return HttpResponse(orjson.dumps(told), content_type=fmt.content_type, headers=headers)


class ApiCatalogView(OneFormView):
    """Where the API and its descriptions are, for programs (RFC 9727)."""

    offered = (LINKSET,)
    schema = None

    def answer(self, request, snapshot):
        """Return the links; they lead to one API."""
        api = urljoin(self.base(), "/api/v1")
        here = urljoin(self.base(), request.path)
        links = {
            "service-desc": (f"{api}/openapi.json", "application/json"),
            "service-doc": (f"{api}/docs", "text/html"),
            "service-meta": (urljoin(self.base(), "/catalog.jsonld"), JSON_LD.media_type),
        }
        described = {name: [{"href": to, "type": what}] for name, (to, what) in links.items()}
        linkset = [{"anchor": here, "item": [{"href": api}]}, {"anchor": api, **described}]
        response = _json({"linkset": linkset}, f'{LINKSET.media_type}; profile="{PROFILE}"')
        response["Link"] = f'<{request.path}>; rel="api-catalog"'
        return response


class LlmsView(OneFormView):
    """What a language model must know before it repeats a number from here."""

    offered = (TEXT,)
    schema = None

    def answer(self, request, snapshot):
        """Return the text, in Markdown."""
        told = {
            "Datasets": [
                (
                    _one_line(entry.record["title"]),
                    entry.address(self.base()),
                    _one_line(entry.record["description"]),
                )
                for entry in entries(snapshot)
            ],
            "Addresses": [
                (name, urljoin(self.base(), path), what) for name, path, what in ADDRESSES
            ],
        }
        sections = [
            "\n".join(
                [f"## {title}", "", *(f"- [{name}]({to}): {what}" for name, to, what in links)]
            )
            for title, links in told.items()
            if links
        ]
        text = "\n\n".join([f"# {catalogue.NAME}", f"> {catalogue.WHAT}", LAW, *sections]) + "\n"
        return HttpResponse(text, content_type=TEXT.content_type)


LAW = """\
No number goes without its caveats. Whoever repeats a figure from here repeats with it who counted
it, its unit and its period, and what is known to be wrong with it: `statement` is a sentence that
does so, `caveat_text` has every caveat, `bias` says which way it is likely wrong, and `cite_as` how
to cite it. `lower_bound` and `upper_bound` are what can be concluded. A document may say something
else than the origin counted: `alterations` and the citations of a figure tell what was changed.
Parameters that an address does not know are refused, never ignored."""
ADDRESSES = (
    (
        "Observations",
        "/api/v1/observations",
        "all figures, with filters, in pages; `q=` and the words of a claim, as it was read, look "
        "it up; below each figure are `/citations`, `/history` and `/provenance`",
    ),
    ("Observations as CSV", "/api/v1/observations.csv", "the same, whole"),
    ("Checks", "/api/v1/checks", "where figures contradict or explain one another"),
    ("Changes", "/api/v1/changes", "what releases added, corrected and withdrew, and why"),
    ("OpenAPI", "/api/v1/openapi.json", "every address and parameter"),
    ("Documentation", "/api/v1/docs", "the same for people"),
    ("Catalogue", "/catalog.jsonld", "the datasets and their files, in DCAT-AP"),
    ("News", "/feed.atom", "releases and corrections"),
)


def entries(snapshot, dataset=None):
    """Return the Entry of every dataset that is seen, or of one."""
    records = Record.objects.in_snapshot(snapshot)
    if dataset is not None:
        records = records.filter(dataset=dataset)
    return [_entry(record, snapshot) for record in _documents(records.of(DATASET.name))]


def _entry(record, snapshot):
    of_dataset = Release.objects.filter(dataset=record["id"], pk__lte=snapshot.newest)
    releases = list(of_dataset.order_by("number"))
    records = Record.objects.in_release(releases[-1].pk, record["id"])
    figures = records.of(OBSERVATION.name)
    days = figures.aggregate(begins=Min("period_start"), ends=Max("period_end"))
    return catalogue.Entry(
        record=record,
        releases=[RELEASE.serialize(one) for one in releases],
        files=_files(releases[-1]),
        areas=_labels(records, figures, "area"),
        measures=_labels(records, figures, "measure"),
        **{side: day and day.isoformat() for side, day in days.items()},
    )


def _files(release):
    """Return the files of a release, each with what it is."""
    by_name = {each.name_in(release): each for each in FILES}
    return [
        file
        | {
            "media_type": getattr(by_name.get(file["name"]), "media_type", None),
            "description": getattr(by_name.get(file["name"]), "description", None),
        }
        for file in RELEASE.serialize(release)["files"]
    ]


def _labels(records, figures, noun):
    """Return what the areas or the measures of the figures are called."""
    named = figures.exclude(**{noun: AREA_NOT_STATED})
    slugs = named.values_list(noun, flat=True).order_by(noun).distinct()
    return [one["label"] for one in _documents(records.of(noun).filter(slug__in=list(slugs)))]


def _documents(records):
    return records.order_by("slug", "dataset").parsed()


def _json(body, content_type):
    return HttpResponse(orjson.dumps(body), content_type=content_type)


def _one_line(text):
    return " ".join(text.split())
