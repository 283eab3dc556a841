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
    """All attachments but those to observations, which come with each observation."""

    def __init__(self):
        self._by_target = defaultdict(list)
        shared = Attachment.objects.filter(observation=None).select_related("caveat")
        for attachment in shared.order_by("caveat_id", "pk"):
            self._by_target[attachment.target].append(attachment)

    def reaching(self, observation, first_document):
        """Return the caveats that reach the observation, nearest first, each of them once."""
        waived = {waiver.caveat_id for waiver in observation.waivers.all()}
        targets = [
            f"measure:{observation.measure_id}",
            *(f"document:{slug}" for slug in _documents(observation, first_document)),
            f"source:{observation.origin_id}",
            f"dataset:{observation.dataset_id}",
        ]
        own = sorted(observation.attachment_set.all(), key=lambda one: one.caveat_id)
        found = {}
        for attachment in [*own, *(one for to in targets for one in self._by_target[to])]:
            if attachment.caveat_id not in waived and attachment.caveat_id not in found:
                found[attachment.caveat_id] = _as_it_reaches(attachment, observation)
        return list(found.values())


def _documents(observation, first_document):
    inputs = sorted(link.document_id for link in observation.input_set.all())
    return dict.fromkeys([first_document, *inputs] if first_document else inputs)


def _as_it_reaches(attachment, observation):
    caveat = attachment.caveat
    direction = attachment.direction or caveat.direction
    if (
        observation.quantity in COMPARING
        and caveat.concerns == "count"
        and attachment.observation_id is None
    ):
        direction = "unknown"
    return Reaching(caveat, direction, attachment.target)


def bias(reaching):
    """Return which way the count is likely wrong, summed over the caveats that concern it."""
    directions = {one.direction for one in reaching if one.caveat.concerns == "count"}
    if not directions:
        return "none_recorded"
    if "mixed" in directions or {"understated", "overstated"} <= directions:
        return "mixed"
    known = directions - {"unknown"}
    return known.pop() if known else "unknown"
