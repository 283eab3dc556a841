"""The page of a dataset: what it is, its figures to choose from, and its files."""

from functools import partial
from urllib.parse import urlencode

from rest_framework.response import Response

from api.requests import problems, redacted
from api.requests.elsewhere import Elsewhere, address
from api.requests.parameters import SLUG_SCHEMA, Parameter
from api.requests.query import Query
from api.requests.reader import Reader
from api.views.base import READING
from api.views.catalogue_entries import files_of
from api.views.forms_of_one import HTML
from api.views.lists import ListView
from datasets import exact_json
from datasets.interchange.entry import Entry
from datasets.interchange.schema_org import schema_org
from datasets.models import Record, Release
from datasets.records import OBSERVATION
from datasets.releases.redactions import serialized
from datasets.store.keyset import take
from datasets.wording.labels import capitalised

from .facets import facets, words_of_terms
from .names import find
from .page import Page
from .rows import MOST_FIGURES, row

# What the address names itself.
OF_ADDRESS = Parameter("dataset", "The dataset of the address.", SLUG_SCHEMA)
# Which of the parameters of a list a page takes; of a file there is nothing to choose here.
TAKEN = ("sort", "cursor", "release", "as_of")
PINNED = {OF_ADDRESS.name, "release", "as_of"}
MOST_QUESTIONS = 3


class FiguresReader(Reader):
    """Reads which figures are to be shown; people read fewer at once than programs."""

    page = MOST_FIGURES


class DatasetPage(Page, ListView):
    """A dataset at its address, with the figures that the query chooses."""

    noun = OBSERVATION
    offered = (HTML,)
    reader_class = FiguresReader
    template = "pages/dataset.html"
    section = "datasets"

    def initial(self, request, *args, **kwargs):
        """Ask for the figures of the dataset that the address names."""
        if request.method in READING:
            self.lead_away(request.path, request.query)
            if OF_ADDRESS.name in request.query:
                raise Elsewhere(address(request.path, _of_reader(request.query)), 302)
            named = {**request.query, OF_ADDRESS.name: kwargs["slug"]}
            request.query = Query(named, request.query.repeated)
        super().initial(request, *args, **kwargs)
        if request.method in READING:
            # What addresses on the page are made of does not name it again.
            request.query = Query(_of_reader(request.query))

    def declared(self):
        """Return the parameters that choose figures, their order and the release."""
        listed = super().declared()
        return {name: listed[name] for name in TAKEN} | {OF_ADDRESS.name: OF_ADDRESS}

    def filters(self):
        """Return the filters, without the one that the address stands for."""
        return {name: one for name, one in super().filters().items() if name != OF_ADDRESS.name}

    def get_queryset(self):
        """Return the figures of the dataset."""
        return super().get_queryset().filter(dataset=self.kwargs["slug"])

    def get(self, request, slug):
        """Answer the page, if the client does not have it already."""
        snapshot, self.sort = self.reader.snapshot(), self.reader.sort()
        records = self.filter_queryset(self.get_queryset())
        self.paginator.read(self.reader, request, snapshot.newest)
        self.reader.refuse()
        redacted.refuse_looked_up(self)
        snapshot = snapshot.pinned(self.paginator.newest)
        etag = self.etag(snapshot.newest)
        releases = _releases(slug, snapshot)
        seen = records.in_snapshot(snapshot)
        walk = partial(take, seen, self.sort, extra=("json__body",))
        bodies = self.paginator.paginate(walk, seen)
        rows = [row(exact_json.loads(bytes(body))) for body in bodies]
        context = self.context(releases, seen, rows, snapshot)
        return Response(self.render(context), headers={"ETag": etag})

    def context(self, releases, seen, rows, snapshot):
        """Return all that the page tells of a dataset."""
        release = releases[-1]
        query, path = self.request.query, self.request.path
        named = {}

        def names(words):
            wanted = {("source", slug) for slug in words["origin"]} | {("dataset", release.dataset)}
            of_dataset = Record.objects.in_snapshot(snapshot).filter(dataset=release.dataset)
            named.update(find(of_dataset, wanted))
            sources = {("origin", slug): named["source", slug]["label"] for slug in words["origin"]}
            labels = named["dataset", release.dataset]["topic_labels"]
            topics = {("topic", one): _topic(one, labels) for one in words["topic"]}
            return words_of_terms() | sources | topics

        found, is_part, counted = facets(seen, query, path, names)
        chosen = {**query, "dataset": release.dataset}
        chosen.pop("cursor", None)
        dataset = named["dataset", release.dataset]
        return {
            "dataset": dataset,
            "json_ld": self._json_ld(dataset, releases),
            "release": release,
            "rows": rows,
            "facets": found,
            "counted": counted,
            "counted_part": is_part,
            "chosen": {name: text for name, text in query.items() if name in self.filters()},
            "around": self.paginator.around(path),
            "query": urlencode(chosen),
            "is_whole": chosen.keys() == {"dataset"},
            "questions": () if query.keys() - PINNED else _questions(release.dataset, snapshot),
        }

    def _json_ld(self, dataset, releases):
        """Return the dataset as search engines read it, fit to stand in a page."""
        first, last = releases[0], releases[-1]
        told = serialized([first, last], bool(self.reader.redactions))
        entry = Entry(record=dataset, releases=told, files=files_of(last, told[-1]))
        # Nothing that curators wrote may end the element.
        written = exact_json.dumps(schema_org(entry, self.base())).decode()
        return written.replace("<", "\\u003c")


def _questions(dataset, snapshot):
    """Return some questions that figures of the dataset answer, for those who see all of it."""
    questions = Record.objects.of("question").in_snapshot(snapshot).filter(dataset=dataset)
    return list(questions.order_by("slug")[:MOST_QUESTIONS].parsed())


def _of_reader(query):
    """Return what a reader asks, without what the address names."""
    return {name: text for name, text in query.items() if name != OF_ADDRESS.name}


def _releases(slug, snapshot):
    """Return the releases of the dataset that are seen, oldest first; Problem where none is."""
    releases = Release.objects.filter(dataset=slug, pk__lte=snapshot.newest).order_by("number")
    seen = [one for one in releases if snapshot.day is None or one.day <= snapshot.day]
    if seen:
        return seen
    known = set(Release.objects.values_list("dataset", flat=True)) - {slug}
    wrong = problems.error(
        *("id", slug, "not published"),
        code="not_published",
        expected="a published dataset",
        valid=list(known),
    )
    raise problems.Problem(404, f"there is no dataset {slug[:120]}", [wrong])


def _topic(slug, labels):
    return capitalised(labels.get(slug, slug.replace("-", " ")))
