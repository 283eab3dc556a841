"""When somebody asked what is wrong with a figure, and whether of it alone or of all like it."""

import datetime
from typing import Any

from datasets.vocabularies import REVIEWED_FOR


def caveat_review(
    figure: Any, measure: Any, dataset: Any
) -> tuple[datetime.date | None, str | None]:
    """Return (day, term of REVIEWED_FOR) of the nearest row with a day; both None: none has."""
    days = (
        (row.caveats_reviewed_on, name)
        for name, row in zip(REVIEWED_FOR, (figure, measure, dataset), strict=True)
    )
    return next((one for one in days if one[0] is not None), (None, None))


def not_reviewed(figure: Any, measure: Any, dataset: Any) -> str | None:
    """Return why a figure whose caveats nobody considered may not be published, else None."""
    day, _ = caveat_review(figure, measure, dataset)
    if day is not None or dataset.publishes_untraced:
        return None
    return (
        "nobody has considered its caveats (caveats_reviewed_on is empty here, "
        f"in measure {measure.slug} and in dataset {dataset.slug})"
    )
