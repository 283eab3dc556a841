"""Which caveats reach an observation, and which way they say it is wrong."""

from collections import defaultdict
from dataclasses import dataclass

from .models import Attachment, Caveat

# How a figure that compares two counts hides the direction of what reaches down to it: whether both
# counts are wrong by as much, nobody knows.
COMPARING = ("ratio", "percent_change", "share")


@dataclass(frozen=True)
class Reaching:
    """A caveat as it reaches one observation: its direction there, and where it hangs."""

    caveat: Caveat
    direction: str
    attached_to: str


class Attachments:
    """All attachments but those to observations, which come with each figure; and all caveats."""

    def __init__(self):
        self._caveats = Caveat.objects.in_bulk()
        self._by_target = defaultdict(list)
        shared = Attachment.objects.filter(observation=None)
        for attachment in shared.order_by("caveat_id"):
            self._by_target[attachment.target].append(attachment)

    def reaching(self, figure, first_document):
        """Return the caveats that reach a figure, nearest first, each of them once."""
        observation = figure.observation
        documents = dict.fromkeys([first_document, *(link.document_id for link in figure.inputs)])
        targets = [
            f"measure:{observation.measure_id}",
            *(f"document:{slug}" for slug in documents),
            f"source:{observation.origin_id}",
            f"dataset:{observation.dataset_id}",
        ]
        found = {}
        for target, attachments in [
            (f"observation:{observation.slug}", figure.attachments),
            *((target, self._by_target.get(target, ())) for target in targets),
        ]:
            for one in attachments:
                if one.caveat_id not in figure.waived and one.caveat_id not in found:
                    found[one.caveat_id] = self._as_it_reaches(one, target, observation)
        return list(found.values())

    def _as_it_reaches(self, attachment, target, observation):
        caveat = self._caveats[attachment.caveat_id]
        direction = attachment.direction or caveat.direction
        if (
            observation.quantity in COMPARING
            and caveat.concerns == "count"
            and attachment.observation_id is None
        ):
            direction = "unknown"
        return Reaching(caveat, direction, target)


def bias(reaching):
    """Return which way the count is likely wrong, summed over the caveats that concern it."""
    directions = {one.direction for one in reaching if one.caveat.concerns == "count"}
    if not directions:
        return "none_recorded"
    if "mixed" in directions or {"understated", "overstated"} <= directions:
        return "mixed"
    known = directions - {"unknown"}
    return known.pop() if known else "unknown"
