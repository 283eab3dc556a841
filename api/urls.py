"""The addresses of the API: every public noun has a list and its records."""

from django.urls import path

from datasets.records import NOUNS

from .views import (
    catalogue,
    changes,
    description,
    history,
    pages,
    records,
    references,
    release_files,
    releases,
    totals,
)

urlpatterns = [
    path("openapi.json", description.OpenApiView.as_view(), name="openapi"),
    path("docs", pages.DocsView.as_view(), name="docs"),
    path("releases", releases.ReleasesView.as_view(), name="releases"),
    path("datasets/<slug:slug>/releases", releases.DatasetReleasesView.as_view()),
    path("datasets/<slug:slug>/releases/latest", releases.LatestReleaseView.as_view()),
    path("datasets/<slug:slug>/releases/<str:number>", releases.ReleaseView.as_view()),
    path(
        "datasets/<slug:slug>/releases/<str:number>/cite.<slug:suffix>",
        references.ReleaseReferenceView.as_view(),
    ),
    path("datasets/<slug:slug>/releases/<str:number>/<str:file>", release_files.FileView.as_view()),
    path("datasets/<slug:slug>.jsonld", catalogue.SchemaOrgView.as_view()),
    path("changes", changes.ChangesView.as_view(), name="changes"),
    path("changes.<slug:suffix>", changes.ChangesView.as_view()),
    path("observations/total", totals.TotalView.as_view()),
    path("observations/<slug:slug>/citations", records.CitationsView.as_view()),
    path("observations/<slug:slug>/provenance", catalogue.ProvenanceView.as_view()),
    path("observations/<slug:slug>/history", history.HistoryView.as_view(), name="history"),
]
for noun in NOUNS:
    several = records.ListView.as_view(noun=noun)
    one = references.RECORDS.get(noun.name, records.DetailView).as_view(noun=noun)
    urlpatterns += [
        path(noun.plural, several, name=noun.plural),
        path(f"{noun.plural}.<slug:suffix>", several),
        path(f"{noun.plural}/<slug:slug>", one, name=noun.name),
        path(f"{noun.plural}/<slug:slug>.<slug:suffix>", one),
    ]
