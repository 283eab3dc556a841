"""The addresses of the API: every public noun has a list and its records."""

from django.urls import path

from datasets.records import NOUNS

from . import views

urlpatterns = [
    path("releases", views.ReleasesView.as_view()),
    path("datasets/<str:slug>/releases", views.ReleasesView.as_view()),
    path("datasets/<str:slug>/releases/<int:number>", views.ReleaseView.as_view()),
    path("datasets/<str:slug>/releases/latest", views.ReleaseView.as_view(), {"number": "latest"}),
    path("observations/<str:slug>/citations", views.CitationsView.as_view()),
]
for noun in NOUNS:
    records = views.ListView.as_view(noun=noun)
    record = views.DetailView.as_view(noun=noun)
    urlpatterns += [
        path(noun.plural, records, name=noun.plural),
        path(f"{noun.plural}.<slug:suffix>", records),
        path(f"{noun.plural}/<slug:slug>", record, name=noun.name),
        path(f"{noun.plural}/<slug:slug>.<slug:suffix>", record),
    ]
