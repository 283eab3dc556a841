"""The endpoints: every list, record and export of the public nouns."""

from dataclasses import replace
from functools import partial

import orjson
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from rest_framework.views import APIView

from api.openapi.operations import CitationsOperation, ListOperation, RecordOperation
from api.requests import caching, download_names, pagination, problems
from api.requests.filters import FILTERSETS
from api.requests.negotiation import choose
from api.requests.parameters import Reader, format_of, of_detail, of_list
from datasets.formats import FORMATS, MADE, csv
from datasets.models import Record, RecordJson
from datasets.models.record import ids_near
from datasets.records import OBSERVATION
from datasets.store import streams
from datasets.store.keyset import take

from . import generated_files, sealed_files

JSON = next(fmt for fmt in FORMATS if fmt.paged)
DESCRIBED_BY = '</api/v1/openapi.json>; rel="service-desc", </api/v1/docs>; rel="service-doc"'


class PublicView(APIView):
    """What every view shares: reading only, the format chosen before anything else."""

    http_method_names = ("get", "head", "options")
    offered = FORMATS

    def perform_content_negotiation(self, request, force=False):
        """Leave the format to ``choose``, which knows suffixes and names what it refuses."""
        return None, None

    def options(self, request, *args, **kwargs):
        """Answer which methods there are."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def finalize_response(self, request, response, *args, **kwargs):
        """Say where the description is, and that the answer depends on Accept."""
        response["Link"] = ", ".join(filter(None, (response.get("Link"), DESCRIBED_BY)))
        response["Vary"] = "Accept"
        return response

    def declared(self):
        """Return the parameters that the view takes besides its filters."""
        return {"format": format_of(self.offered)}

    def filters(self):
        """Return the filters that the view takes, by name."""
        return {}


class FixedView(PublicView):
    """One text that stays the same until something is published."""

    offered = (JSON,)
    # The name of the format that the address itself says, if it does.
    form = None

    def get(self, request, **where):
        """Answer it, if the client does not have it already."""
        fmt = choose(request, self.form, self.offered)
        reader = Reader(request, None, self.declared(), fmt)
        reader.refuse()
        snapshot = reader.snapshot()
        response = self.answer(request, snapshot, **where)
        if response.status_code != 200:
            return response
        tag = caching.tag(request, snapshot.newest, fmt)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        response["ETag"] = tag
        return response


class ListView(PublicView):
    """The records of a noun: pages in JSON, whole exports in every other format."""

    noun = None
    offered = (*FORMATS, *MADE)
    schema = ListOperation()

    def declared(self):
        """Return the parameters that the view takes besides its filters."""
        return of_list(self.noun)

    def filters(self):
        """Return the filters of the noun."""
        return FILTERSETS[self.noun.name].base_filters

    def get(self, request, suffix=None):
        """Answer a page or an export."""
        fmt = choose(request, suffix, self.offered)
        reader = Reader(request, self.noun, self.declared(), fmt, self.filters())
        snapshot = reader.snapshot()
        sort, bom = reader.sort(), reader.with_bom()
        if snapshot.history:
            sort = sort.of_versions()
        records = reader.records(Record.objects.of(self.noun.name))
        if not fmt.paged:
            reader.refuse()
            return self._export(request, fmt, records, snapshot, sort, bom)
        return self._page(request, reader, records, snapshot, sort)

    def _page(self, request, reader, records, snapshot, sort):
        limit, counted, members = reader.limit(), reader.counts(), reader.members()
        question = pagination.question_of(request.path, request.query)
        cursor = reader.cursor(question)
        reader.refuse()
        if cursor is not None:
            snapshot = snapshot.pinned(cursor.newest)
        tag = caching.tag(request, snapshot.newest, JSON)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        records = records.in_snapshot(snapshot)
        walk = partial(take, records, sort, extra=("pk",))
        page = pagination.page(walk, limit, snapshot.newest, cursor)
        count = {"count": records.count()} if counted else {}
        return answer_page(request, page, question, _documents(page.keys, members), count, tag)

    def _export(self, request, fmt, records, snapshot, sort, bom):
        tag = caching.tag(request, snapshot.newest, fmt)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        header = _header(self.noun, fmt, bom)
        records = records.in_snapshot(snapshot)
        totals = self._totals(request, records, snapshot, fmt)
        headers = {
            "ETag": tag,
            "Row-Count": str(totals[0]),
            **download_names.headers(request, self.noun, fmt, snapshot),
        }
        if sealed := self._sealed(request, fmt, snapshot, sort):
            return self._answer_sealed(request, fmt, *sealed, headers)
        if fmt.write:
            if request.method == "HEAD":
                return generated_files.head(fmt, headers)
            file, length = generated_files.made(fmt, self.noun, records, snapshot, sort, totals[0])
            headers["Content-Length"] = str(length)
            stream = streams.whole(generated_files.blocks(file), length)
            return StreamingHttpResponse(stream, content_type=fmt.content_type, headers=headers)
        length = streams.length(totals, fmt, header)
        headers["Content-Length"] = str(length)
        if request.method == "HEAD":
            return HttpResponse(content_type=fmt.content_type, headers=headers)
        stream = streams.begun(streams.whole(streams.blocks(records, fmt, header, sort), length))
        return StreamingHttpResponse(stream, content_type=fmt.content_type, headers=headers)

    def _totals(self, request, records, snapshot, fmt):
        """Return rows and bytes: those that were sealed, where just these are asked for."""
        if releases := self._whole_releases(request, snapshot):
            return streams.released(releases, fmt)
        return streams.counted(records, fmt)

    def _whole_releases(self, request, snapshot):
        """Return the releases whose figures are asked for, all of them and no others; else none."""
        filtered = (request.query.keys() & self.filters()) - {"dataset"}
        if self.noun is not OBSERVATION or filtered or snapshot.history:
            return []
        dataset = request.query.get("dataset", snapshot.dataset)
        return replace(snapshot, dataset=dataset).releases()

    def _sealed(self, request, fmt, snapshot, sort):
        """Return (release, its file) where the answer to this question was made and sealed."""
        releases = self._whole_releases(request, snapshot) if fmt.write else []
        if len(releases) != 1 or sort != self.noun.sorts["id"]:
            return None
        found = [one for one in releases[0].files if one["name"] == f"observations.{fmt.name}"]
        return (releases[0], *found) if found else None

    def _answer_sealed(self, request, fmt, release, listed, headers):
        """Answer in place, not with the way there: not everybody follows."""
        location = f"/api/v1/datasets/{release.dataset}/releases/{release.number}/{listed['name']}"
        headers |= {"Content-Location": location, "Content-Length": str(listed["bytes"])}
        if request.method == "HEAD":
            sealed_files.check(release, listed)
            return HttpResponse(content_type=fmt.content_type, headers=headers)
        stream = sealed_files.stream(release, listed, 0, listed["bytes"])
        return StreamingHttpResponse(stream, content_type=fmt.content_type, headers=headers)


class DetailView(PublicView):
    """One record, as of now or as of a release; ``snapshot`` is what the request is pinned to."""

    noun = None
    snapshot = None
    schema = RecordOperation()

    def declared(self):
        """Return the parameters that the view takes."""
        return of_detail(self.noun)

    def filters(self):
        """Return the one filter that says whose copy of a shared noun is meant."""
        return {"dataset": FILTERSETS[self.noun.name].base_filters["dataset"]}

    def get(self, request, slug, suffix=None):
        """Answer the record, or say where it went."""
        fmt = choose(request, suffix, self.offered)
        reader = Reader(request, self.noun, self.declared(), fmt, self.filters())
        self.snapshot = snapshot = reader.snapshot()
        bom = reader.with_bom()
        records = reader.records(Record.objects.of(self.noun.name).filter(slug=slug))
        members = reader.members()
        reader.refuse()
        tag = caching.tag(request, snapshot.newest, fmt)
        record = records.in_snapshot(snapshot).order_by("-valid_from_release").values("pk").first()
        if record is None:
            return self._absent(request, slug, records, snapshot)
        if caching.fresh(request, tag):
            return caching.not_modified({"ETag": tag})
        return self.answer(fmt, record["pk"], members, bom, {"ETag": tag})

    def answer(self, fmt, pk, members, bom, headers):
        """Return the record in the format."""
        if fmt.paged and members is not None:
            body = orjson.dumps(_documents([pk], members)[0])
        else:
            text = Record.objects.values_list(f"{fmt.stored}__body", flat=True).get(pk=pk)
            body = _header(self.noun, fmt, bom) + bytes(text) + fmt.row_end
        return HttpResponse(body, content_type=fmt.content_type, headers=headers)

    def _absent(self, request, slug, records, snapshot):
        """Tell a record that left from one that never was, and from a misspelt id."""
        name = f"{self.noun.name} {slug[:120]}"
        first = records.order_by("valid_from_release").first()
        if first is None:
            known = ids_near(self.noun.name, slug)
            wrong = problems.error(
                "id", slug, "not published", expected=f"a published {self.noun.name}", valid=known
            )
            raise problems.Problem(404, f"there is no {name} here", [wrong])
        seen = snapshot.release_of(first.dataset)
        last = records.filter(valid_from_release__lte=seen).order_by("-valid_from_release").first()
        if last is None:
            raise problems.Problem(404, f"{name} was published later than what was asked for")
        if last.replaced_by:
            here, there = (f"/{self.noun.plural}/{one}" for one in (slug, last.replaced_by))
            target = request.get_full_path().replace(here, there, 1)
            return HttpResponseRedirect(target, status=308)
        gone = f"{name} is no longer published: {last.withdrawal_reason}"
        raise problems.Problem(410, gone, headers=_versions_of(self.noun, slug))


class CitationsView(DetailView):
    """The chain of an observation, with the figure's caveats beside it."""

    noun = OBSERVATION
    offered = (JSON,)
    # No number in a citation leaves without what keeps it from misleading.
    members = (*OBSERVATION.mandatory, "citations")
    schema = CitationsOperation()

    def declared(self):
        """Return the parameters that the view takes; its members and its format are fixed."""
        declared = super().declared()
        del declared["fields"], declared["bom"]
        return declared | PublicView.declared(self)

    def answer(self, fmt, pk, members, bom, headers):
        """Return the citations with the figure that they are about."""
        return super().answer(fmt, pk, self.members, bom, headers)


def answer_page(request, page, question, results, count, tag):
    """Return the page with its results; its neighbours are named in the body and in Link."""
    around = {
        name: pagination.address(request.path, request.query, neighbour, question)
        for name, neighbour in (("next", page.next), ("previous", page.previous))
    }
    body = orjson.dumps({"results": results, **around, **count})
    links = [f'<{path}>; rel="{name}"' for name, path in around.items() if path]
    headers = {"ETag": tag, "Link": ", ".join(links)} if links else {"ETag": tag}
    return HttpResponse(body, content_type=JSON.content_type, headers=headers)


def _header(noun, fmt, bom):
    return (csv.BOM if bom else b"") + noun.header if fmt.with_header else b""


def _versions_of(noun, slug):
    """Return the header that leads to what remains of a withdrawn record."""
    if noun is not OBSERVATION:
        return {}
    path = reverse("history", kwargs={"slug": slug})
    return {"Link": f'<{path}>; rel="version-history"'}


def _documents(keys, members):
    """Return the stored documents in the order of the keys, cut down to ``members`` if any."""
    texts = dict(RecordJson.objects.filter(pk__in=keys).values_list("pk", "body"))
    if members is None:
        return [orjson.Fragment(bytes(texts[key])) for key in keys]
    whole = (orjson.loads(bytes(texts[key])) for key in keys)
    return [{name: one[name] for name in one if name in members} for one in whole]
