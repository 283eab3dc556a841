"""The addresses of the whole project."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path, re_path, reverse_lazy

from api.pages.check import CheckPage
from api.pages.dataset import DatasetPage
from api.pages.docs import DocView
from api.pages.document import DocumentPage
from api.pages.embed import EmbedPage, OEmbedView
from api.pages.figure import FigurePage
from api.pages.front import FrontPage
from api.pages.lists import NOUNS_TO_BROWSE, BrowsePage
from api.pages.measure import MeasurePage
from api.pages.privacy import PrivacyPage
from api.pages.question import QuestionPage
from api.pages.releases import ReleasePage, ReleasesPage
from api.pages.robots import RobotsView
from api.pages.search import SearchPage
from api.pages.shared import SharedPictureView
from api.pages.sitemap import SitemapView
from api.pages.slashes import PLAIN, leading_to, without_slash
from api.pages.source import SourcePage
from api.pages.work import WorkPage
from api.requests import problems
from api.views.api_catalog import ApiCatalogView
from api.views.dcat_catalogue import CatalogueView
from api.views.documentation import DOCS
from api.views.feed import FeedView
from api.views.health import LivezView, ReadyzView
from api.views.index import IndexView
from api.views.llms import LlmsView
from api.views.metrics import MetricsView
from api.views.security_txt import SecurityTxtView
from api.views.source_feed import SourceFeedView

urlpatterns = [
    path("", FrontPage.as_view(), name="front"),
    path(".well-known/api-catalog", ApiCatalogView.as_view(), name="api-catalog"),
    path(".well-known/security.txt", SecurityTxtView.as_view(), name="security-txt"),
    path("catalog.jsonld", CatalogueView.as_view(), name="catalogue"),
    path("llms.txt", LlmsView.as_view(), name="llms"),
    path("feed.atom", FeedView.as_view(), name="feed"),
    path("livez", LivezView.as_view()),
    path("readyz", ReadyzView.as_view()),
    path("metrics", MetricsView.as_view()),
    path("robots.txt", RobotsView.as_view(), name="robots"),
    path("sitemap.xml", SitemapView.as_view(), name="sitemap"),
    path("sitemap-<int:part>.xml", SitemapView.as_view(), name="sitemap-part"),
    path("favicon.ico", leading_to(static("api/icon.svg"))),
    path("admin", leading_to(reverse_lazy("admin:index"))),
    path("admin/", admin.site.urls),
    path("observations/<slug:slug>", FigurePage.as_view()),
    path("observations/<slug:slug>.<slug:suffix>", FigurePage.as_view()),
    path("observations/<slug:slug>/embed", EmbedPage.as_view()),
    path("observations/<slug:slug>/shared.png", SharedPictureView.as_view()),
    path("oembed", OEmbedView.as_view(), name="oembed"),
    *(
        path(f"{page.noun.plural}/<slug:slug>{suffix}", page.as_view())
        for page in (MeasurePage, QuestionPage, DocumentPage, SourcePage, CheckPage)
        for suffix in ("", ".<slug:suffix>")
    ),
    *(
        path(noun.plural, BrowsePage.as_view(noun=noun), name=f"browse-{noun.plural}")
        for noun in NOUNS_TO_BROWSE
    ),
    path("datasets/<slug:slug>", DatasetPage.as_view(), name="dataset-page"),
    path("datasets/<slug:slug>/releases/<slug:number>", ReleasePage.as_view()),
    path("releases", ReleasesPage.as_view(), name="releases-page"),
    path("sources/<slug:slug>/feed.atom", SourceFeedView.as_view()),
    path("search", SearchPage.as_view(), name="search-page"),
    path("how-we-work", WorkPage.as_view(), name="how-we-work"),
    path("privacy", PrivacyPage.as_view(), name="privacy"),
    path("docs", leading_to(reverse_lazy(DOCS[0].url_name)), name="documentation"),
    *(path(f"docs/{doc.name}", DocView.as_view(doc=doc), name=doc.url_name) for doc in DOCS),
    path("api/v1", IndexView.as_view(), name="index"),
    path("api/v1/", include("api.urls")),
    # What others write behind the address of a page leads to the page.
    re_path(f"^(?!api/|admin/|static/)(?P<path>{PLAIN})/+$", without_slash),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error
