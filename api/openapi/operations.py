"""What an address says of itself in the description: one kind of Operation for each kind of view.

Answers are stored records, which no serializer describes; so everything here comes from what the
view declares: its noun, its parameters, its filters, the formats that it offers.
"""

import re

from api.requests.parameters import SLUG_SCHEMA
from datasets.models import Record
from datasets.totals.declaration import TOTAL

from .own_parameters import described
from .parameter_groups import grouped, in_groups
from .refs import ref, schema_ref, title

SERVICE = "service"
# Too many requests, a fault, a service that is busy, a full disk: none is the question's.
ANYWHERE = (429, 500, 503, 507)
REDACTED = 451


class Operation:
    """A view at an address that answers 200.

    A generated client wants one type for each operation. So an address is described in the first of
    its formats, which is what it answers to whoever asks for none; the others have a suffix, and
    operations of their own (see ``exports``).
    """

    tag = SERVICE
    refusals = (400, 405, 406, 414, *ANYWHERE)

    def __init__(self, view):
        self.view = view

    def describe(self, path):
        """Return the operation at this path."""
        return {
            "operationId": self.name,
            "summary": self.summary,
            "description": self.description,
            "tags": [self.tag],
            "parameters": [
                *map(grouped, self._in_path(path)),
                *in_groups([*self._in_query(), *self._filters()]),
            ],
            "responses": {
                **self.answers(),
                **{str(status): ref("responses", f"Status{status}") for status in self.refusals},
            },
        }

    @property
    def formats(self):
        """Return the formats that are described."""
        return self.view.offered[:1]

    def answers(self):
        """Return the answers that are no refusals, by status."""
        answer = {
            "description": self.summary,
            "headers": self.headers(),
            "content": {fmt.media_type: {"schema": self.body(fmt)} for fmt in self.formats},
        }
        return {"200": answer, "304": ref("responses", "Status304")}

    def headers(self):
        """Return the headers of the answer."""
        return {name: ref("headers", name) for name in ("ETag", "Link")}

    def _in_path(self, path):
        for name in re.findall(r"{(\w+)}", path):
            yield {"name": name, "in": "path", "required": True, **self.place(name, path)}

    def place(self, name, path):
        """Return what a variable of the path says of its value."""
        if name == "number":
            about = "The number of the release, from 1."
            return {"description": about, "schema": {"type": "integer", "minimum": 1}, "example": 1}
        if name == "suffix":
            words = [fmt.name for fmt in self.formats]
            about = "The format of the answer."
            schema = {"type": "string", "enum": words}
            return {"description": about, "schema": schema, "example": words[0]}
        noun = "dataset" if "/datasets/" in path else self.view.noun.name
        records = Record.objects.of(noun)
        first = records.current().order_by("slug").values_list("slug", flat=True).first()
        about = {"description": f"The id of the {noun}.", "schema": SLUG_SCHEMA}
        return about | ({"example": first} if first else {})

    def _in_query(self):
        for name, parameter in self.view.declared().items():
            # The suffix says it, and it would make one operation of many again.
            if name != "format" and any(parameter.fits(fmt) for fmt in self.formats):
                yield described(parameter, self.view.noun)

    def _filters(self):
        for backend in self.view.filter_backends:
            yield from backend().get_schema_operation_parameters(self.view)


class NounOperation(Operation):
    """An address that answers records of one noun, in JSON."""

    @property
    def tag(self):
        """Return the noun, in the plural."""
        return self.view.noun.plural


class ListOperation(NounOperation):
    """The records of a noun."""

    refusals = (*Operation.refusals, REDACTED)

    @property
    def name(self):
        """Return what clients call it."""
        return f"list_{self.tag}"

    @property
    def summary(self):
        """Return what the address is for."""
        return f"{self.tag.capitalize()}, filtered and sorted, in pages."

    @property
    def description(self):
        """Return how to read all of them."""
        return (
            "`next` is the address of the page after this one, null in the last. All pages come "
            f"from one release. The whole list in one answer: `export_{self.tag}`."
        )

    def body(self, fmt):
        """Return the schema of a page."""
        return schema_ref(f"{title(self.view.noun)}Page")


class RecordOperation(NounOperation):
    """One record of a noun."""

    refusals = (308, 400, 404, 405, 406, 410, 414, REDACTED, *ANYWHERE)

    @property
    def name(self):
        """Return what clients call it."""
        return f"read_{self.view.noun.name}"

    @property
    def summary(self):
        """Return what the address is for."""
        return f"One {self.view.noun.name}."

    @property
    def description(self):
        """Return which suffixes there are."""
        suffixes = ", ".join(f"`.{fmt.name}`" for fmt in self.view.offered)
        return (
            f"{self.view.noun.description} The suffixes {suffixes} behind the id answer it in "
            "other formats."
        )

    def body(self, fmt):
        """Return the schema of the record."""
        return schema_ref(title(self.view.noun))


class CitationsOperation(RecordOperation):
    """The citations of an observation."""

    name = "read_observation_citations"
    summary = "The documents that an observation came by, with its caveats beside them."
    description = "The observation with `citations` and the members that it never goes without."


class ProvenanceOperation(RecordOperation):
    """The chain of an observation in PROV-JSON."""

    name = "read_observation_provenance"
    summary = "How an observation came here, in PROV-JSON, with its caveats."
    description = "For tools that read PROV-JSON, the W3C's format of provenance."

    def body(self, fmt):
        """Return the schema: what PROV-JSON allows in it is not ours to say."""
        return {"type": "object"}


class HistoryOperation(RecordOperation):
    """All versions of an observation."""

    name = "read_observation_history"
    summary = "Every published version of an observation, oldest first, with what ended it."
    description = "It goes on to answer when the observation itself was withdrawn or replaced."
    refusals = (400, 404, 405, 406, 414, *ANYWHERE)

    def body(self, fmt):
        """Return the schema of the versions."""
        return schema_ref("ObservationHistory")


class ChangesOperation(ListOperation):
    """The changes that releases made."""

    summary = "What releases added, changed, withdrew and replaced, oldest first."
    refusals = Operation.refusals


class TotalOperation(NounOperation):
    """The sum of the figures that are asked for."""

    name = "total_observations"
    summary = "The figures that are asked for, added up, where they may be added."
    description = (
        "Figures that overlap, or count different things in different units, are not added: 422 "
        "names those that clash. The sum has the caveats of all that went into it."
    )
    refusals = (400, 405, 406, 414, 422, REDACTED, *ANYWHERE)

    def body(self, fmt):
        """Return the schema of the total."""
        return schema_ref(title(TOTAL))


class FixedOperation(Operation):
    """A text that is not made of records; ``schema`` is its JSON Schema."""

    schema = None

    def body(self, fmt):
        """Return the schema of the body."""
        return self.schema


def fixed(kind, *, refusals=(), **attributes):
    """Return the operation of one address, which may refuse in more ways than its kind does."""
    attributes["refusals"] = tuple(sorted((*kind.refusals, *refusals)))
    return type(kind.__name__, (kind,), attributes)


class RedirectOperation(FixedOperation):
    """An address that leads to another one, whatever its client can read."""

    refusals = (400, 405, 414, *ANYWHERE)

    def answers(self):
        """Return the redirect."""
        location = {"Location": ref("headers", "Location")}
        return {"302": {"description": self.summary, "headers": location}}
