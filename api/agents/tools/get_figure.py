"""Gets one figure in full."""

from api.agents import figures, questions
from api.agents.room import shortened
from api.agents.tool import PINS, Tool, text
from api.requests.parameters import MOST
from datasets.models.validators import SLUG_FORM


def answer(question):
    """Return all that is known of a figure, as far as there is room."""
    pins = {name: word for name, word in question.items() if name != "id"}
    if "id" not in question:
        questions.refuse("id", None, "missing", code="empty", expected=SLUG_FORM)
    asked = question["id"]
    record = questions.figure(asked, pins)
    of_it = {"observations": record["id"], "limit": MOST}
    checks = questions.ask(questions.CHECKS, pins | of_it)["results"]
    lines = figures.whole(record, checks)
    if record["id"] != asked:
        lines.insert(0, f"{asked} was replaced by {record['id']}:")
    return shortened(lines, figures.whole_at(record))


TOOL = Tool(
    name="get_figure",
    description=(
        "One figure by its id: statement, number, bounds, bias and who holds it, every caveat and "
        "who asserts it, what exactly was counted, by whom, how to cite it, what each document on "
        "the way altered, which figures contradict it. Use it before you quote a figure."
    ),
    answer=answer,
    parameters={"id": text("The id of the figure, e.g. from find_claim.")} | PINS,
    required=["id"],
)
