"""Finds the figures behind a claim or a question in somebody's own words."""

from api.agents import lists
from api.agents.claims import Found
from api.agents.questions import DATASETS, LIST, ask
from api.agents.tool import PINS, Tool, text

READ, FEW, MOST_MEASURES, MOST_NUMBERS, SHOWN = 12, 3, 30, 5, 200


def answer(question):
    """Return the figures that a claim may speak of, best first."""
    if "q" in question:
        question = question | {"q": " ".join(question["q"].split())}
    found = Found(question)
    if not found.records:
        return _nothing(question["q"], found)
    only_words = found.amounts and not found.matched
    best = [record["id"] for record in found.records[: FEW if only_words else READ]]
    asked = found.pins | {"id": ",".join(best), "detail": "full"}
    read = {one["id"]: one for one in ask(LIST, asked)["results"]}
    when = f", by its words and by how well they fit {found.named}" if found.named else ""
    match = "share only words, and no number, with" if only_words else "may speak of"
    units = ", ".join(f"{sum(of.values())} in {unit}" for unit, of in found.by_unit().items())
    head = (
        f"{len(found.records)} figures {match} “{question['q'][:SHOWN]}” ({units}). The "
        f"likeliest come first{when}. A match is no confirmation: each statement says what was "
        "counted. If none counts what is asked, say so."
    )
    rest = _not_found(found)

    def tail(shown):
        left = len(found.records) - shown
        if not left:
            return rest
        return ["", f"{left} more figures are left out here.", *_map(found), *rest]

    return lists.told(head, [read[slug] for slug in best], tail)[0]


def _map(found):
    """Return the lines that tell by unit which measures there are, with the number of figures."""
    during = f" and period={found.named}" if found.named else ""
    lines = [f"All their measures, by unit; to read them, list_figures with measure=…{during}:"]
    room = MOST_MEASURES
    for unit, measures in found.by_unit().items():
        named = [_times(slug, number) for slug, number in [*measures.items()][: max(room, 0)]]
        room -= len(measures)
        lines += [f"- {unit}: {', '.join(named)}"] if named else []
    return lines + ([f"- and {-room} more measures"] if room < 0 else [])


def _times(slug, number):
    return f"{slug} ({number})" if number > 1 else slug


def _not_found(found):
    unused = [word for word in found.answer["unused"] if word != found.named]
    words = ", ".join(unused)[:SHOWN]
    lines = [f"Words that nothing found has: {words}."] if unused else []
    for near in found.answer["nearest"][:MOST_NUMBERS]:
        ids = ", ".join(one["id"] for one in near["observations"]) or "none"
        lines.append(f"No figure is {near['number']}; the next smaller and larger: {ids}.")
    return lines


def _nothing(claim, found):
    datasets = ask(DATASETS, {})["results"]
    if not datasets:
        return "Nothing has been published here yet."
    others = ", ".join(f"{hit['noun']} {hit['id']}" for hit in found.answer["hits"][:5])
    about = "; ".join(f"{one['title']} ({one['id']})" for one in datasets[:5])
    lines = [
        f"No figure speaks of “{claim[:SHOWN]}”.",
        *([f"Its words stand in: {others}."] if others else []),
        *_not_found(found),
        f"Here are figures on: {about}. Try other words, or list_figures with q=.",
    ]
    return "\n".join(lines)


TOOL = Tool(
    name="find_claim",
    description=(
        "Look up a claim or a question as it was read or asked, e.g. “2,076 cases of desertion”. "
        "Use it first. Returns the published figures that it may speak of, each with its "
        "statement, bounds, bias, caveats and source, and what else there is. Whoever repeats a "
        "figure passes on its statement and its caveats."
    ),
    answer=answer,
    parameters={"q": text("The claim: a number, words, a sentence, at most 2,000 characters.")}
    | PINS,
    required=["q"],
)
