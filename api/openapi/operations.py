"""What an address says of itself in the description: one kind of Operation for each kind of view.

Answers are stored records, which no serializer describes; so everything here comes from what the
view declares: its noun, its parameters, its filters, the formats that it offers.
"""

import re

from api.requests.parameters import SLUG_SCHEMA, format_of
from datasets.formats import csv, ndjson
from datasets.models import Record
from datasets.references.formats import FORMS
from datasets.totals.declaration import TOTAL

from .filter_parameters import COMMAS
from .refs import record_schema, ref, schema_ref, title

SERVICE = "service"


class Operation:
    """A view at an address that answers 200; ``suffix`` names its format, None where it is open."""

    tag = SERVICE
    refusals = (400, 405, 406, 414)

    def __init__(self, view, suffix=None):
        self.view, self._suffix = view, suffix
        self.fmt = next((fmt for fmt in view.offered if fmt.name == suffix), None)

    def describe(self, path):
        suffix = self._suffix
        return {
            "operationId": self.name + (f"_as_{suffix}" if suffix else ""),
            "summary": self.summary + (f" As {suffix.upper()}." if suffix else ""),
            "tags": [self.tag],
            "parameters": [*self._in_path(path), *self._in_query(), *self._filters()],
            "responses": {
                **self.answers(),
                **{str(status): ref("responses", f"Status{status}") for status in self.refusals},
            },
        }

    @property
    def formats(self):
        return (self.fmt,) if self.fmt else self.view.offered

    def answers(self):
        """Return the answers that are no refusals, by status."""
        answer = {
            "description": self.summary,
            "headers": self.headers(),
            "content": {fmt.media_type: {"schema": self.body(fmt)} for fmt in self.formats},
        }
        return {"200": answer, "304": ref("responses", "Status304")}

    def headers(self):
        return {name: ref("headers", name) for name in ("ETag", "Link")}

    def _in_path(self, path):
        for name in re.findall(r"{(\w+)}", path):
            yield {"name": name, "in": "path", "required": True, **self._place(name, path)}

    def _place(self, name, path):
        """Return what a variable of the path says of its value."""
        if name == "number":
            return {"schema": {"type": "integer", "minimum": 1}, "example": 1}
        noun = "dataset" if "/datasets/" in path else self.view.noun.name
        records = Record.objects.of(noun)
        first = records.current().order_by("slug").values_list("slug", flat=True).first()
        return {"schema": SLUG_SCHEMA} | ({"example": first} if first else {})

    def _in_query(self):
        declared = self.view.declared()
        if "format" in declared:
            declared["format"] = format_of(self.formats)
        for parameter in declared.values():
            if any(parameter.fits(fmt) for fmt in self.formats):
                yield {
                    "name": parameter.name,
                    "in": "query",
                    "description": parameter.description,
                    "schema": parameter.schema,
                    **(COMMAS if parameter.schema["type"] == "array" else {}),
                }

    def _filters(self):
        for backend in self.view.filter_backends:
            yield from backend().get_schema_operation_parameters(self.view)


class NounOperation(Operation):
    """An address that answers records of one noun."""

    @property
    def tag(self):
        return self.view.noun.plural

    def body(self, fmt):
        noun = self.view.noun
        if fmt in FORMS:
            return reference_schema(fmt)
        if fmt.write:
            description = "A file with all records, and on what release it rests."
            return {"type": "string", "format": "binary", "description": description}
        if fmt.with_header:
            header = noun.header.decode().rstrip()
            description = "The header, and a line for each record (RFC 4180, UTF-8)."
            return {
                "type": "string",
                "description": description,
                "pattern": rf"^\ufeff?{header}\r\n",
            }
        if fmt.row_end:
            description = f"Each line is one {title(noun)}, whole."
            return {"type": "string", "description": description}
        return self.json()


def reference_schema(form):
    """Return the schema of a reference in one of its forms."""
    type_ = "array" if form.media_type.endswith("json") else "string"
    return {"type": type_, "description": form.description}


class ListOperation(NounOperation):
    """The records of a noun."""

    @property
    def name(self):
        return f"list_{self.view.noun.plural}"

    @property
    def summary(self):
        return f"{self.view.noun.plural.capitalize()}, filtered and sorted."

    def headers(self):
        """Return the headers of the answer, with that of exports."""
        exports = [fmt for fmt in self.formats if not fmt.paged]
        if not exports:
            return super().headers()
        counted = ref("headers", "RowCount" if exports == [self.fmt] else "RowCountOfExport")
        return super().headers() | {"Row-Count": counted}

    def answers(self):
        """Return the answers, with those to Range where an export can be read in ranges."""
        answers = super().answers()
        if "release" in self.view.declared() and {csv.FORMAT, ndjson.FORMAT} & {*self.formats}:
            answers |= {status: ref("responses", f"Status{status}") for status in ("206", "416")}
        return answers

    def json(self):
        return schema_ref(f"{title(self.view.noun)}Page")


class RecordOperation(NounOperation):
    """One record of a noun."""

    refusals = (308, 400, 404, 405, 406, 410, 414)

    @property
    def name(self):
        return f"read_{self.view.noun.name}"

    @property
    def summary(self):
        """Return what the address is for."""
        return f"One {self.view.noun.name}."

    def json(self):
        """Return the schema of the record, whole or cut down with ``fields``."""
        return record_schema(self.view.noun)


class CitationsOperation(RecordOperation):
    """The citations of an observation."""

    name = "read_observation_citations"
    summary = "The documents that an observation came by, with its caveats beside them."

    def json(self):
        """Return the schema of the record's part."""
        return schema_ref("ObservationCitations")


class ProvenanceOperation(RecordOperation):
    """The chain of an observation in PROV-JSON."""

    name = "read_observation_provenance"
    summary = "How an observation came here, in PROV-JSON, with its caveats."

    def json(self):
        """Return the schema: what PROV-JSON allows in it is not ours to say."""
        return {"type": "object"}


class HistoryOperation(RecordOperation):
    """All versions of an observation."""

    name = "read_observation_history"
    summary = "Every published version of an observation, oldest first, with what ended it."
    refusals = (400, 404, 405, 406, 414)

    def json(self):
        """Return the schema of the versions."""
        return schema_ref("ObservationHistory")


class ChangesOperation(ListOperation):
    """The changes that releases made."""

    tag = SERVICE
    summary = "What releases added, changed, withdrew and replaced, oldest first."


class TotalOperation(NounOperation):
    """The sum of the figures that are asked for."""

    name = "total_observations"
    summary = "The figures that are asked for, added up, where they may be added."
    refusals = (*Operation.refusals, 422)

    def json(self):
        """Return the schema of the total."""
        return schema_ref(title(TOTAL))


class FixedOperation(Operation):
    """A text that is not made of records; ``schema`` is its JSON Schema."""

    schema = None

    def body(self, fmt):
        """Return the schema of the body."""
        return self.schema


def fixed(kind, name, summary, schema, *more_refusals):
    """Return the FixedOperation of one address, which may refuse in more ways than all do."""
    refusals = tuple(sorted((*kind.refusals, *more_refusals)))
    attributes = {"name": name, "summary": summary, "schema": schema, "refusals": refusals}
    return type(kind.__name__, (kind,), attributes)


class ReferenceOperation(FixedOperation):
    """How to cite something, in the form that is asked for."""

    def body(self, fmt):
        """Return the schema of the reference."""
        return reference_schema(fmt)


class RedirectOperation(FixedOperation):
    """An address that leads to another one."""

    def answers(self):
        """Return the redirect."""
        location = {"Location": ref("headers", "Location")}
        return {"302": {"description": self.summary, "headers": location}}
