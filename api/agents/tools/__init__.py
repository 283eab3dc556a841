"""The tools, one file each, and the one way to call them."""

from api.agents.questions import Refused, parameters, refuse
from api.agents.refusals import in_words

from . import find_claim, get_figure, list_figures, total, what_changed

TOOLS = {
    one.TOOL.name: one.TOOL for one in (find_claim, get_figure, list_figures, total, what_changed)
}


def call(name, arguments):
    """Return (the text of an answer, whether it is a refusal)."""
    try:
        if name not in TOOLS:
            expected = f"one of {', '.join(TOOLS)}"
            refuse("tool", name, "unknown", code="unknown_word", expected=expected, valid=TOOLS)
        return TOOLS[name].answer(parameters(arguments)), False
    except Refused as refused:
        return in_words(refused, TOOLS[name].parameters if name in TOOLS else ()), True
