"""The addresses of the API: every public noun has a list and its records."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from datasets.records import BY_NAME, NOUNS

from .openapi.exports import JsonLdOperation
from .pages.try_out import DocsView
from .views.changes import ChangesView
from .views.citations import CitationsView
from .views.history import HistoryView
from .views.lists import ListView
from .views.openapi_document import OpenApiView
from .views.provenance import ProvenanceView
from .views.record import RecordView
from .views.references import RECORDS, ReleaseReferenceView
from .views.release_files import FileView
from .views.releases import DatasetReleasesView, LatestReleaseView, ReleasesView, ReleaseView
from .views.search import SearchView
from .views.totals import TotalView


class FileNameConverter(StringConverter):
    """The name of a file of a release, which has dots besides what a slug has."""

    regex = "[A-Za-z0-9_.-]+"


register_converter(FileNameConverter, "file_name")

urlpatterns = [
    path("openapi.json", OpenApiView.as_view(), name="openapi"),
    path("docs", DocsView.as_view(), name="docs"),
    path("releases", ReleasesView.as_view(), name="releases"),
    path("datasets/<slug:slug>/releases", DatasetReleasesView.as_view()),
    path("datasets/<slug:slug>/releases/latest", LatestReleaseView.as_view()),
    path("datasets/<slug:slug>/releases/<slug:number>", ReleaseView.as_view()),
    path(
        "datasets/<slug:slug>/releases/<slug:number>/cite.<slug:suffix>",
        ReleaseReferenceView.as_view(),
    ),
    path("datasets/<slug:slug>/releases/<slug:number>/<file_name:file>", FileView.as_view()),
    # Its own address in the description, where it is JSON; to a request it is a suffix like others.
    path(
        "datasets/<slug:slug>.jsonld",
        RECORDS["dataset"].as_view(noun=BY_NAME["dataset"], operation=JsonLdOperation),
        {"suffix": "jsonld"},
    ),
    path("changes", ChangesView.as_view(), name="changes"),
    path("changes.<slug:suffix>", ChangesView.as_view()),
    path("search", SearchView.as_view(), name="search"),
    path("observations/total", TotalView.as_view()),
    path("observations/<slug:slug>/citations", CitationsView.as_view()),
    path("observations/<slug:slug>/provenance", ProvenanceView.as_view()),
    path("observations/<slug:slug>/history", HistoryView.as_view(), name="history"),
]
for noun in NOUNS:
    several = ListView.as_view(noun=noun)
    one = RECORDS.get(noun.name, RecordView).as_view(noun=noun)
    urlpatterns += [
        path(noun.plural, several, name=noun.plural),
        path(f"{noun.plural}.<slug:suffix>", several),
        path(f"{noun.plural}/<slug:slug>", one, name=noun.name),
        path(f"{noun.plural}/<slug:slug>.<slug:suffix>", one),
    ]
