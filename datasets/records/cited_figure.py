"""A figure as the records of other nouns repeat it: no number leaves without its caveats."""

from typing import Any

from datasets.models.validators import validate_id

from .member import Member
from .observation.types import ObservationRecord


def cited_figure(record: ObservationRecord) -> dict[str, Any]:
    """What a figure says, how it may be wrong, and who counted it."""
    return {
        "observation": record["id"],
        "statement": record["statement"],
        "comparator": record["comparator"],
        "value": record["value"],
        "value_digits": record["value_digits"],
        "unit": record["unit"],
        "quantity": record["quantity"],
        "bias": record["bias"],
        "bias_asserted_by": record["bias_asserted_by"],
        "period": record["period"]["code"],
        "interval": record["interval"],
        "origin": record["origin"]["id"],
        "caveats": [one["id"] for one in record["caveats"]],
        "caveat_text": " ".join(one["text"] for one in record["caveats"]) or "none_recorded",
    }


def members_of_cited(path: str) -> tuple[Member, ...]:
    """The members of the figures at a path; their texts are columns of the noun that has them."""
    return (
        Member(f"{path}[].observation", "slug", "The figure."),
        Member(f"{path}[].comparator", "text", "How its number was put."),
        Member(f"{path}[].value", "number", "Its value.", optional=True),
        Member(f"{path}[].value_digits", "text", "Its digits as published.", optional=True),
        Member(f"{path}[].unit", "text", "The unit of its value."),
        Member(f"{path}[].quantity", "text", "A level, a ratio, a change, a share or a rate."),
        Member(f"{path}[].period", "period", "Its reference period."),
        Member(f"{path}[].bias", "text", "Which way it is likely wrong."),
        Member(f"{path}[].bias_asserted_by", "names", "Who holds that."),
        Member(f"{path}[].origin", "slug", "Who counted it."),
        Member(f"{path}[].caveats", "names", "Its caveats.", form=validate_id),
    )
