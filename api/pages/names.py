"""What the things are called that a page tells of, read at once."""

from collections import defaultdict

from django.db.models import Q

from datasets import exact_json

# The member that a record is called by within a sentence.
CALLED = {
    "measure": "phrase",
    "caveat": "short",
    **dict.fromkeys(("population", "area", "source"), "label"),
}


def find(records, wanted, also=None):
    """Return {(noun, id): record} of the wanted pairs; ``records`` are those that are seen.

    ``also`` is the Q of others that are wanted for what they say.
    """
    slugs = defaultdict(set)
    for noun, slug in wanted:
        slugs[noun].add(slug)
    if not slugs:
        return {}
    each = [Q(noun=noun, slug__in=several) for noun, several in slugs.items()]
    chosen = Q(*each, *filter(None, [also]), _connector=Q.OR)
    rows = records.filter(chosen).values_list("noun", "slug", "json__body")
    return {(noun, slug): exact_json.loads(bytes(body)) for noun, slug, body in rows}


def names(found):
    """Return {(noun, id): what it is called in a sentence} of what was found."""
    called = (key for key in found if key[0] in CALLED)
    return {key: found[key][CALLED[key[0]]] for key in called}
