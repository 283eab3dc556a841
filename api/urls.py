"""The addresses of the API: every public noun has a list and its records."""

from django.urls import path

from datasets.records import NOUNS

from . import (
    catalogue,
    changes,
    citing,
    description,
    files,
    history,
    pages,
    releases,
    totals,
    views,
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
        citing.ReleaseReferenceView.as_view(),
    ),
    path("datasets/<slug:slug>/releases/<str:number>/<str:file>", files.FileView.as_view()),
    path("datasets/<slug:slug>.jsonld", catalogue.SchemaOrgView.as_view()),
    path("changes", changes.ChangesView.as_view(), name="changes"),
    path("changes.<slug:suffix>", changes.ChangesView.as_view()),
    path("observations/total", totals.TotalView.as_view()),
    path("observations/<slug:slug>/citations", views.CitationsView.as_view()),
    path("observations/<slug:slug>/provenance", catalogue.ProvenanceView.as_view()),
    path("observations/<slug:slug>/history", history.HistoryView.as_view(), name="history"),
]
for noun in NOUNS:
    records = views.ListView.as_view(noun=noun)
    record = citing.RECORDS.get(noun.name, views.DetailView).as_view(noun=noun)
    urlpatterns += [
        path(noun.plural, records, name=noun.plural),
        path(f"{noun.plural}.<slug:suffix>", records),
        path(f"{noun.plural}/<slug:slug>", record, name=noun.name),
        path(f"{noun.plural}/<slug:slug>.<slug:suffix>", record),
    ]
