"""The stored JSON of records, as answers are put together from it."""

import orjson

from datasets import exact_json
from datasets.models import Record


def stored_json(keys, selection):
    """Return the JSON of records in the order of their primary keys, as the Selection says.

    Whole and brief ones are stored as they are sent: fragments that nobody parses.
    """
    stored = "brief" if selection.just_brief else "json"
    bodies = dict(Record.objects.filter(pk__in=keys).values_list("pk", f"{stored}__body"))
    if selection.whole or selection.just_brief:
        return [orjson.Fragment(bytes(bodies[key])) for key in keys]
    return [selection.cut(exact_json.loads(bytes(bodies[key]))) for key in keys]
