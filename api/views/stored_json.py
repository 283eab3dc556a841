"""The stored JSON of records, as answers are put together from it."""

import orjson

from datasets import exact_json
from datasets.models import RecordJson


def stored_json(keys, members=None):
    """Return the JSON of records in the order of their primary keys.

    Whole ones are fragments that nobody parses; with ``members`` each is cut down to these.
    """
    bodies = dict(RecordJson.objects.filter(pk__in=keys).values_list("pk", "body"))
    if members is None:
        return [orjson.Fragment(bytes(bodies[key])) for key in keys]
    whole = (exact_json.loads(bytes(bodies[key])) for key in keys)
    return [{name: one[name] for name in one if name in members} for one in whole]
