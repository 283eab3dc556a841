"""Adds figures up where they may be added, and says why where they may not."""

from api.agents import figures
from api.agents.questions import TOTAL, ask
from api.agents.room import shortened
from api.agents.tool import FILTERS, PINS, Tool, text


def answer(question):
    """Return a total with its statement, bounds, bias, caveats and origins."""
    got = ask(TOTAL, question)
    total = got["total"]
    if total is None:
        return "No figure meets all of these conditions, so there is nothing to add."
    caveats = figures.Caveats()
    origins = ", ".join(one["label"] for one in total["origins"])
    lines = [
        total["statement"],
        figures.doubts(total),
        caveats.line(total),
        *caveats.legend(),
        "",
        f"What: {total['measure']['label']}. Whom: {total['population']['label']}. "
        f"When: {total['period']['code']}.",
        f"Counted or stated by: {origins}.",
        f"API, for ever the same: {total['links']['self']}; licence: {total['license']}.",
        "Added up by Caveat from:",
        *(
            f"- {one['id']} ({one['period']['code']}): {one['cite_as']}"
            for one in got["observations"]
        ),
    ]
    return shortened(lines, total["links"]["self"])


TOOL = Tool(
    name="total",
    description=(
        "The sum of all figures that meet the conditions, with its own statement, bounds, bias and "
        "all caveats. Use it instead of adding figures up. Takes the filters that list_figures "
        "takes. It refuses, and says why, where they may not be added: other measures or units, "
        "overlapping periods, the same people twice."
    ),
    answer=answer,
    parameters={
        "id": text("Ids of the figures to add, separated by commas."),
        "measure": FILTERS["measure"],
        "period": FILTERS["period"],
    }
    | PINS,
    open=True,
)
