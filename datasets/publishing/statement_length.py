"""No figure is published with a statement that is too long to be pasted."""

from collections.abc import Iterator

from datasets.records.observation.types import ObservationRecord
from datasets.wording.statements import LONGEST


def too_long(record: ObservationRecord) -> Iterator[str]:
    """Yield that its statement is longer than anybody pastes, and which words to shorten."""
    length = len(record["statement"] or "")
    if length > LONGEST:
        words = {
            f"the phrase of measure {record['measure']['id']}": record["measure"]["phrase"],
            f"the label of population {record['population']['id']}": record["population"]["label"],
            f"the label of source {record['origin']['id']}": record["origin"]["label"],
            "the words that were printed": record["as_printed"] or "",
        }
        longest = max(words, key=lambda name: len(words[name]))
        yield (
            f"observation {record['id']}: its statement has {length} characters, at most {LONGEST} "
            f"can be pasted: shorten {longest} (“{words[longest]}”)"
        )
