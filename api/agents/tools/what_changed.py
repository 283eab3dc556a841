"""Tells what releases added, corrected and withdrew."""

from api.agents import figures
from api.agents.lists import more
from api.agents.questions import CHANGES, address, page
from api.agents.room import OF_A_CURSOR, most_that_fit, shortened
from api.agents.tool import DATASET, PAGE, Tool, text
from datasets.records import NOUNS, OBSERVATION

USUAL = "20"


def answer(question):
    """Return a page of changes in their order, as many as there is room for."""
    question = {"limit": USUAL} | question
    got, following = page(CHANGES, question, count="exact")
    changes = got["results"]
    if not changes:
        return "There are no such changes."

    def lines(shown):
        head = f"{got['count']} changes, in order; {shown} of them are here."
        caveats = figures.Caveats()
        told = [line for change in changes[:shown] for line in _change(change, caveats)]
        return [head, *told, *caveats.legend()]

    def compose(shown):
        return "\n".join([*lines(shown), *more("x" * OF_A_CURSOR)])

    shown = most_that_fit(len(changes), compose) or 1
    if shown < len(changes):
        _, following = page(CHANGES, question | {"limit": str(shown)})
    return shortened(lines(shown), address(CHANGES, question), more(following))


def _change(change, caveats):
    """Return the lines of one change; what is no figure is named, and not repeated."""
    said = {
        "Reason": change["reason"],
        "Read instead": change["replaced_by"],
        "Its text was": change["redacted"],
        "What differs": ", ".join(one["field"] for one in change["fields"]),
    }
    lines = [
        f"{change['day']}, release {change['release']} of {change['dataset']}: {change['noun']} "
        f"{change['id']} was {change['change']}."
    ]
    lines += [f"  {name}: {words}" for name, words in said.items() if words]
    if change["noun"] == OBSERVATION.name:
        for name, side in (("Before", change["before"]), ("Now", change["record"])):
            lines += [f"  {name}: {side['statement']} {caveats.line(side)}"] if side else []
    return lines


TOOL = Tool(
    name="what_changed",
    description=(
        "What releases added, corrected, withdrew or replaced, with the reason and "
        "the statement before and after. Use it to see whether a figure that you know is still "
        "what is published."
    ),
    answer=answer,
    parameters={
        "updated_after": text("Only what came after this day, or after this release of dataset."),
        "between": text("Two releases of dataset, as in 1,3: each record that differs, once."),
        "noun": text(f"Only changes of these: {', '.join(noun.name for noun in NOUNS)}."),
    }
    | DATASET
    | PAGE,
)
