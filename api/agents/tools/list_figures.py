"""Lists the figures that meet all conditions, page by page."""

from api.agents import lists
from api.agents.questions import LIST, page
from api.agents.room import OF_A_CURSOR
from api.agents.tool import FILTERS, PAGE, PINS, Tool, text

# More of them seldom have room.
USUAL = "10"


def answer(question):
    """Return a page of figures, as many as there is room for, and how to get the next ones."""
    question = {"limit": USUAL} | question
    got, following = page(LIST, question, count="exact", detail="full")
    if not got["results"]:
        return "No figure meets all of these conditions. Leave one out, or widen the period."
    figures = got["results"]

    def told(number, cursor):
        head = f"{got['count']} figures meet the conditions; {number} of them are here."
        return lists.told(head, figures[:number], lambda shown: lists.more(cursor))

    _, shown = told(len(figures), "x" * OF_A_CURSOR)
    if shown < len(figures):
        _, following = page(LIST, question | {"limit": str(shown)})
    return told(shown, following)[0]


TOOL = Tool(
    name="list_figures",
    description=(
        "The figures that meet all conditions, in pages, each with its statement, bounds, bias, "
        "caveats and source. Use it to compare who counted what, in which unit and period. Takes "
        "every filter of the API besides those named here, e.g. value__gte, caveat_kinds, "
        "documents; what it does not understand it refuses."
    ),
    answer=answer,
    parameters=FILTERS
    | {"sort": text("id, value or period_start; -value is descending.")}
    | PAGE
    | PINS,
    open=True,
)
