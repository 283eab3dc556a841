"""How the description tells of the addresses with a suffix: each once, whatever its suffixes."""

from datasets.formats import FORMATS, MADE, csv, ndjson
from datasets.interchange.json_ld import JSON_LD
from datasets.references.formats import FORMS

from .operations import (
    ANYWHERE,
    REDACTED,
    FixedOperation,
    ListOperation,
    Operation,
    RecordOperation,
)
from .refs import ref, schema_ref, title

# Most exports have the same suffixes.
EXPORTS = [fmt for fmt in (*FORMATS, *MADE) if not fmt.paged]
EXPORT_SUFFIX = {"type": "string", "enum": [fmt.name for fmt in EXPORTS]}
# What clients hand on as it came: they read no other text than that of media types named text.
BYTES = {"type": "string", "format": "binary"}


class SuffixedOperation(Operation):
    """An address that answers in what its suffix names."""

    def answers(self):
        """Return the answers, bytes before text and text before JSON.

        A generated client takes the first media type that it can read for that of every suffix, and
        only bytes can be read whatever comes.
        """
        answers = super().answers()
        content = answers["200"]["content"]
        in_order = sorted(content, key=lambda one: (one.endswith("json"), one.startswith("text/")))
        answers["200"]["content"] = {media_type: content[media_type] for media_type in in_order}
        return answers


class ExportOperation(SuffixedOperation, ListOperation):
    """All records of a noun in one answer; what is no suffix at all is no address either."""

    refusals = (400, 404, 405, 406, 414, REDACTED, *ANYWHERE)

    @property
    def name(self):
        """Return what clients call it."""
        return f"export_{self.tag}"

    @property
    def summary(self):
        """Return what the address is for."""
        return f"All {self.tag} that are asked for, in one file."

    @property
    def description(self):
        """Return which formats there are."""
        return (
            "An export is whole, or broken visibly: `Row-Count` and `Content-Length`, or in gzip "
            "and zstd `Identity-Length`, say what to expect. The suffix `.json` answers pages, as "
            f"`list_{self.tag}` does."
        )

    @property
    def formats(self):
        """Return the formats that are not cut into pages."""
        return [fmt for fmt in self.view.offered if not fmt.paged]

    def headers(self):
        """Return the headers of the answer, with that of exports."""
        return super().headers() | {"Row-Count": ref("headers", "RowCount")}

    def answers(self):
        """Return the answers, with those to Range where an export can be read in ranges."""
        answers = super().answers() | {"422": ref("responses", "Status422Export")}
        if "release" in self.view.declared() and {csv.FORMAT, ndjson.FORMAT} & {*self.formats}:
            answers |= {status: ref("responses", f"Status{status}") for status in ("206", "416")}
        return answers

    def place(self, name, path):
        """Return what a variable of the path says of its value."""
        about = super().place(name, path)
        shared = name == "suffix" and self.formats == EXPORTS
        return about | {"schema": schema_ref("ExportSuffix")} if shared else about

    def body(self, fmt):
        """Return the schema of the file."""
        return file_schema(self.view.noun, fmt)


class RecordFormsOperation(SuffixedOperation, RecordOperation):
    """One record as a file, or as a reference."""

    @property
    def name(self):
        """Return what clients call it."""
        return f"export_{self.view.noun.name}"

    @property
    def summary(self):
        """Return what the address is for."""
        return f"One {self.view.noun.name} as a line of a file, or how to cite it."

    @property
    def description(self):
        """Return what the suffixes stand for."""
        return " ".join(f"`{form.name}`: {form.description}" for form in FORMS)

    @property
    def formats(self):
        """Return the formats that have no operation of their own."""
        return [fmt for fmt in self.view.offered if not fmt.paged and fmt is not JSON_LD]

    def body(self, fmt):
        """Return the schema of the file."""
        return reference_schema(fmt) if fmt in FORMS else file_schema(self.view.noun, fmt)


class JsonLdOperation(RecordOperation):
    """A dataset as linked data."""

    name = "read_dataset_as_jsonld"
    summary = "A dataset and its files, in the words of schema.org."
    description = "What search engines for datasets read."
    formats = (JSON_LD,)

    def body(self, fmt):
        """Return the schema: what schema.org allows in it is not ours to say."""
        return {"type": "object"}


class ReferenceOperation(SuffixedOperation, FixedOperation):
    """How to cite something, in the form that is asked for."""

    @property
    def formats(self):
        """Return all forms."""
        return self.view.offered

    def body(self, fmt):
        """Return the schema of the reference."""
        return reference_schema(fmt)


def file_schema(noun, fmt):
    """Return the schema of records in a format that is no JSON."""
    if fmt.write:
        return BYTES | {"description": "A file with all records, and on what release it rests."}
    if fmt.with_header:
        columns = noun.header.decode().rstrip()
        description = f"A header and a line for each record (RFC 4180, UTF-8). Columns: {columns}."
        return {"type": "string", "description": description}
    return BYTES | {"description": f"Each line is one {title(noun)}, whole unless asked otherwise."}


def reference_schema(form):
    """Return the schema of a reference in one of its forms."""
    if form.media_type.endswith("json"):
        items = {"type": "object", "additionalProperties": True}
        return {"type": "array", "items": items, "description": form.description}
    text = {"type": "string"} if form.media_type.startswith("text/") else BYTES
    return text | {"description": form.description}
