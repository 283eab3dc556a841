"""The addresses of the whole project."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from api.requests import problems
from api.views.api_catalog import ApiCatalogView
from api.views.dcat_catalogue import CatalogueView
from api.views.doc_pages import DOCS, DocView
from api.views.feed import FeedView
from api.views.front_page import FrontView
from api.views.index import IndexView
from api.views.llms import LlmsView
from api.views.permanent_address import PermanentAddressView
from api.views.sitemap import SitemapView

urlpatterns = [
    path("", FrontView.as_view(), name="front"),
    path(".well-known/api-catalog", ApiCatalogView.as_view(), name="api-catalog"),
    path("catalog.jsonld", CatalogueView.as_view(), name="catalogue"),
    path("llms.txt", LlmsView.as_view(), name="llms"),
    path("feed.atom", FeedView.as_view(), name="feed"),
    path("sitemap.xml", SitemapView.as_view(), name="sitemap"),
    path("sitemap-<int:part>.xml", SitemapView.as_view(), name="sitemap-part"),
    path("favicon.ico", RedirectView.as_view(url=static("api/icon.svg"))),
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("observations/<slug:slug>", PermanentAddressView.as_view()),
    path("docs", RedirectView.as_view(pattern_name=DOCS[0].url_name), name="documentation"),
    path("docs/", RedirectView.as_view(pattern_name=DOCS[0].url_name)),
    *(path(f"docs/{doc.name}", DocView.as_view(doc=doc), name=doc.url_name) for doc in DOCS),
    path("api/v1", IndexView.as_view(), name="index"),
    path("api/v1/", include("api.urls")),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
