"""What pages share: a clean address, the template, and what stands around it."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from api.requests import freshness
from api.requests.elsewhere import Elsewhere, address
from api.requests.page_addresses import is_tracking
from api.views.base import READING
from api.views.forms_of_one import HTML, PNG, SVG
from datasets.wording import dates
from datasets.wording.turning import straight

DRAWN = (HTML, SVG, PNG)
# What says as of when.
PINNING = ("release", "as_of")


class Page:
    """A view whose first form is a page; whoever prefers another form of it gets that.

    ``template`` is filled with ``context(…)``. Words of tracking lead to the address without them,
    and where the page is ``of_one_thing`` every word does that it does not know.
    """

    template = None
    of_one_thing = False
    section = ""
    # Under which name the page is kept once it is made.
    kept_as = None
    # Pages are not described: what they answer is the API's, in another form.
    operation = suffixed = None

    def initial(self, request, *args, **kwargs):
        """Read the question; where a page is asked for, lead to the address that was meant."""
        asked = request.query if request.method in READING else None
        super().initial(request, *args, **kwargs)
        if asked and self.is_html:
            self.lead_away(request.path, asked)

    def lead_away(self, path, query):
        """Raise Elsewhere where the query has words that mean nothing here."""
        known = {*self.declared(), *self.filters()}
        meant = [(name, text) for name, text in query.stood if not self._dropped(name, known)]
        if len(meant) < len(query.stood):
            raise Elsewhere(address(path, meant), 302)

    def _dropped(self, name, known):
        return name not in known and (self.of_one_thing or is_tracking(name))

    def render(self, context):
        """Return the page, in bytes."""
        around = {
            "section": self.section,
            "canonical": self.request.build_absolute_uri(self.request.path),
            "home": self.base().removesuffix("/"),
            "contact": settings.CONTACT,
        }
        pinning = self._pinning((context.get("dataset") or {}).get("id"))
        around["pin"] = f"?{urlencode(pinning)}" if pinning else ""
        # Where the dataset is named already.
        pinned = {name: text for name, text in pinning.items() if name != "dataset"}
        around["pinned"] = f"&{urlencode(pinned)}" if pinned else ""
        around["dataset_pin"] = f"?{urlencode(pinned)}" if pinned else ""
        around["as_of"] = self._as_of()
        page = straight(render_to_string(self.template, around | context, self.request)).encode()
        if self.kept_as:
            caches["pages"].set(self.kept_as, page)
        return page

    def etag(self, newest):
        """Return the ETag of the answer; Kept where the page was made before.

        A page tells of the newest release even where it shows an earlier one. So it is another
        with each release, whichever is asked for, and the same for ever with the same ETag.
        """
        if not self.is_html:
            return super().etag(newest)
        etag = super().etag(f"{newest} {self.reader.seal}")
        body = caches["pages"].get(etag)
        if body is not None:
            raise freshness.Kept(body, etag)
        self.kept_as = etag
        return etag

    def _pinning(self, dataset):
        """Return the parameters that lead from a page to others of the same release and dataset.

        What several datasets share each has its own copy of: its address names the dataset.
        """
        query = self.request.query
        pinning = {name: query[name] for name in PINNING if name in query}
        named = query.get("dataset", dataset)
        if named and ("release" in pinning or "dataset" in query or self.reader.several_datasets):
            pinning = {"dataset": named, **pinning}
        return pinning

    def _as_of(self):
        """Return which state of the data is asked for; empty where it is the newest."""
        query = self.request.query
        if "release" in query:
            return f"in release {query['release']}"
        return f"on {dates.published(query['as_of'])}" if "as_of" in query else ""

    @property
    def pinned(self):
        """Whether it stays the same for ever: what is drawn does not, for its form may change."""
        return self.fmt not in DRAWN and super().pinned

    @property
    def is_html(self):
        """Whether the page itself is asked for, and not another form of it."""
        return self.fmt is HTML

    def finalize_response(self, request, response, *args, **kwargs):
        """Say that what is here depends on what is accepted."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response
