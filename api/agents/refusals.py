"""A refusal in words: what was not understood, what was expected, and the nearest valid word."""

from collections import Counter

from .room import cut

MOST_KINDS = 8
SHOWN = 200


def in_words(refused, takes=()):
    """Return a refusal as text; of several clashes of one kind the first.

    ``takes`` are the parameters of the tool, told where a name is none of them.
    """
    kinds = Counter(map(_kind, refused.errors))
    first = {}
    for one in refused.errors:
        first.setdefault(_kind(one), one)
    # The detail of a misunderstood question says nothing but its first error.
    told = any(refused.detail == f"{one['parameter']}: {one['reason']}" for one in refused.errors)
    lines = ["Not answered:" if told else f"Not answered: {refused.detail}."]
    lines += [_error(one, kinds[kind] - 1) for kind, one in [*first.items()][:MOST_KINDS]]
    if takes and any(one["code"] == "unknown_parameter" for one in refused.errors):
        lines.append(f"This tool takes {', '.join(takes)}.")
    if refused.addable:
        lines.insert(1, f"These can be added: id={','.join(refused.addable['observations'])}.")
    return cut("\n".join(lines))


def _kind(one):
    # Clashes between figures are many; mistakes in a question are each one's own.
    return (one["parameter"], one["reason"], "" if one.get("ids") else one["value"])


def _error(one, more):
    value = f" “{one['value'][:SHOWN]}”" if one["value"] else ""
    parts = [f"- {one['parameter']}{value}: {one['reason'][:SHOWN]}"]
    # Which names there are is told once, of the tool and not of the address behind it.
    told = ("nearest",) if one["code"] == "unknown_parameter" else ("expected", "nearest")
    parts += [f"{name}: {one[name][:SHOWN]}" for name in told if one[name]]
    if one.get("ids"):
        parts.append(f"figures: {', '.join(one['ids'])}")
    return "; ".join(parts) + (f"; and {more} more clashes of this kind" if more else "")
