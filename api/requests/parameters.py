"""The parameters that are no filters: each declared once, read strictly, documented from here."""

from dataclasses import dataclass

from datasets.formats import FORMATS, MADE
from datasets.models.validators import SLUG

PAGE, MOST = 50, 1000
# The formats that hold records, and not references to them.
OF_RECORDS = tuple(fmt.name for fmt in (*FORMATS, *MADE))
SLUG_SCHEMA = {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 120}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, a sentence, a JSON Schema, and whether an export takes it too.

    ``only`` are the names of the formats that it goes with, where it does not go with all.
    """

    name: str
    description: str
    schema: dict
    on_exports: bool = True
    only: tuple[str, ...] = ()

    def fits(self, fmt):
        """Return whether it means anything in an answer of this format."""
        return (self.on_exports or fmt.paged) and (not self.only or fmt.name in self.only)


BOM = Parameter(
    "bom",
    "1 begins a CSV with a byte order mark, for Excel.",
    {"type": "string", "enum": ["1"]},
    only=("csv",),
)
RELEASE = Parameter(
    "release",
    "The answer as of this release of the one dataset that dataset= names.",
    {"type": "integer", "minimum": 1, "maximum": 999_999_999},
)
AS_OF = Parameter(
    "as_of",
    "The answer as of each dataset's last release of this day, UTC.",
    {"type": "string", "format": "date"},
)
LIMIT = Parameter(
    "limit",
    f"How many records a page holds, 1 to {MOST}. Left out, it is {PAGE}.",
    {"type": "integer", "minimum": 1, "maximum": MOST},
    on_exports=False,
)
CURSOR = Parameter(
    "cursor",
    "The page to answer, from next or previous.",
    {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
    on_exports=False,
)
INCLUDE_HISTORY = Parameter(
    "include_history",
    "true answers every version that was in force in some release up to the one that is asked for.",
    {"type": "string", "enum": ["true"]},
)
COUNT = Parameter(
    "count",
    "exact adds the number of all records.",
    {"type": "string", "enum": ["exact"]},
    on_exports=False,
)


DETAIL = Parameter(
    "detail",
    "brief is what a page of a list holds unless asked otherwise, full what one record and every "
    "file hold.",
    {"type": "string", "enum": ["brief", "full"]},
    only=OF_RECORDS,
)
UPDATED_AFTER = Parameter(
    "updated_after",
    "Only what was published after this day, UTC, or after this release of the one dataset that "
    "dataset= names.",
    {
        "type": "string",
        "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[1-9][0-9]{0,8})$",
        "examples": ["2024-01-31"],
    },
)

BETWEEN = Parameter(
    "between",
    "Two releases of the one dataset that dataset= names, as in 1,2: each record that differs, "
    "once, as the first has it and as the second has it.",
    {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "minItems": 2,
        "maxItems": 2,
    },
)


def format_of(offered):
    """Return the parameter that chooses among the formats which an address offers."""
    return Parameter(
        "format",
        "The format of the answer; the suffix of the address and Accept say the same.",
        {"type": "string", "enum": [fmt.name for fmt in offered]},
    )


def sort_of(noun):
    """Return the parameter that chooses the order of a noun's list."""
    words = [f"{sign}{name}" for name in noun.sorts for sign in ("", "-")]
    return Parameter(
        "sort",
        "The order; - is descending. Ties are in the order of id, rows without a value last. "
        f"Left out, it is {noun.usual_sort}.",
        {"type": "string", "enum": words},
    )


def fields_of(noun):
    """Return the parameter that chooses members of a noun's JSON."""
    always = ", ".join(noun.mandatory)
    return Parameter(
        "fields",
        f"Columns, separated by commas; each keeps the member it lives in. Always there: {always}.",
        {
            "type": "array",
            "items": {"type": "string", "enum": [column.name for column in noun.columns]},
            "minItems": 1,
            "uniqueItems": True,
        },
        only=OF_RECORDS,
    )


def count_by(names):
    """Return the parameter that counts the words of filters, by the names of these filters."""
    return Parameter(
        "count_by",
        "How many records have each word of these filters, under all filters of the question.",
        {
            "type": "array",
            "items": {"type": "string", "enum": [*names]},
            "minItems": 1,
            "uniqueItems": True,
        },
        on_exports=False,
    )


def of_list(noun):
    """Return the parameters of a noun's list, its filters left out."""
    form = format_of((*FORMATS, *MADE))
    page = (sort_of(noun), LIMIT, CURSOR, COUNT, fields_of(noun))
    words = (*page, *_detail(noun), form, BOM, RELEASE, AS_OF, INCLUDE_HISTORY)
    return {parameter.name: parameter for parameter in words}


def of_detail(noun):
    """Return the parameters of one record, its dataset left out."""
    words = (fields_of(noun), *_detail(noun), format_of(FORMATS), BOM, RELEASE, AS_OF)
    return {parameter.name: parameter for parameter in words}


def _detail(noun):
    return (DETAIL,) if noun.brief else ()
