"""What a document is said to give: slugs that exist."""

from collections.abc import Collection, Iterator, Mapping

from datasets.models import Area, Citation, Measure, Population, Source, Unit
from datasets.models.reported import EITHER, NOT_STATED
from datasets.nearest import suggestion

# The reported_ fields that name rows, and of what.
GIVEN_SLUGS = {
    "measure": Measure,
    "population": Population,
    "area": Area,
    "attribution": Source,
    "unit": Unit,
}


def reference_problems(
    citation: Citation, known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for the slugs in reported_ fields that name nothing.

    ``known`` maps the fields of GIVEN_SLUGS to the slugs that exist.
    """
    for name, slugs in known.items():
        reported = getattr(citation, f"reported_{name}")
        for word in reported.split(EITHER) if reported else ():
            if word != NOT_STATED and word not in slugs:
                yield f"reported_{name}", f"there is no “{word}”{suggestion(word, slugs)}"


def in_effect(
    name: str, citation: Citation | None, hops: Mapping[int | None, Citation], own: str
) -> str:
    """Return what a document reports in effect: in its own words, or those of the hops before it.

    ``name`` is one of REPORTED, ``own`` what the observation itself has there.
    """
    passed = set()
    while citation is not None and citation.hop not in passed:
        if reported := getattr(citation, f"reported_{name}"):
            return str(reported)
        passed.add(citation.hop)
        citation = hops.get(citation.via)
    return own
