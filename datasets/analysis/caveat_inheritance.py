"""Which caveats reach a figure, and which way they say it is wrong."""

from collections import defaultdict
from dataclasses import dataclass, replace

from datasets.arithmetic import periods
from datasets.models import Attachment, Caveat, Source
from datasets.reserved import SOFTWARE, UNEQUAL_PERIODS

# How a figure that compares two counts hides the direction of what reaches down to it: whether both
# counts are wrong by as much, nobody knows.
COMPARING = ("ratio", "percent_change", "share")
# How much longer one period is than the other before comparing them misleads; the 28 days of a
# February and the 31 of a January do not.
UNEQUAL = 1.2
OPPOSITE = {"understated": "overstated", "overstated": "understated"}

CAVEAT = Source(
    slug=SOFTWARE,
    label="Caveat",
    also_written=[],
    kind="software",
    interest="None of its own: it applies the rules that its documentation states.",
    reliability="F",
    identified="named",
)
UNEQUAL_LENGTHS = Caveat(
    slug=UNEQUAL_PERIODS,
    kind="unequal_periods",
    concerns="meaning",
    direction="unknown",
    text="The period and the one it is compared with differ in length, so the change in each "
    "stretch of equal time is another one.",
    asserted_by=CAVEAT,
)


@dataclass(frozen=True)
class Reaching:
    """A caveat as it reaches one figure: its direction there, and where it hangs."""

    caveat: Caveat
    direction: str
    attached_to: str


class Attachments:
    """All attachments but those to observations, which come with each figure; and all caveats."""

    def __init__(self):
        self._caveats = Caveat.objects.select_related("asserted_by").in_bulk()
        self._by_target = defaultdict(list)
        shared = Attachment.objects.filter(observation=None)
        for attachment in shared.order_by("caveat_id"):
            self._by_target[attachment.target].append(attachment)

    def reaching(self, figure, first_document, measure):
        """Return the caveats that reach a reported figure, nearest first, each of them once."""
        observation = figure.observation
        documents = dict.fromkeys([first_document, *(link.document_id for link in figure.inputs)])
        found = self._found(
            observation,
            [
                (f"observation:{observation.slug}", figure.attachments),
                self._on("measure", observation.measure_id),
                *(self._on("document", slug) for slug in documents),
                self._on("source", observation.origin_id),
                self._on("dataset", observation.dataset_id),
            ],
            figure.waived,
        )
        if measure.kind == "flow" and (direction := _unequal(observation)):
            target = f"observation:{observation.slug}"
            found[UNEQUAL_PERIODS] = Reaching(UNEQUAL_LENGTHS, direction, target)
        return list(found.values())

    def reaching_derived(self, derived, operands):
        """Return the caveats that reach a computed figure, its own first, each of them once.

        ``operands`` maps each of its observations to what reaches that one. A caveat that says a
        figure is too low says the opposite of what falls as that figure rises.
        """
        row = derived.row
        own = [self._on("measure", row.measure_id), self._on("dataset", row.dataset_id)]
        found = self._found(row, own, waived=())
        dating = [self._on("document", slug) for slug in derived.documents]
        # Which way a duration is wrong by what is wrong with the document of a date, nobody knows.
        arriving = [(one, 0) for one in self._found(row, dating, waived=()).values()]
        arriving += [
            (one, derived.direction(slug)) for slug, all_of in operands.items() for one in all_of
        ]
        for one, turned in arriving:
            passed_on = _passed_on(one, turned, row.quantity)
            known = found.setdefault(one.caveat.slug, passed_on)
            if known.direction != passed_on.direction:
                found[one.caveat.slug] = replace(known, direction="unknown")
        if derived.measure.kind == "flow" and (direction := _unequal(row)):
            target = f"observation:{row.slug}"
            found[UNEQUAL_PERIODS] = Reaching(UNEQUAL_LENGTHS, direction, target)
        return list(found.values())

    def _on(self, noun, slug):
        target = f"{noun}:{slug}"
        return target, self._by_target.get(target, ())

    def _found(self, row, targets, waived):
        found = {}
        for target, attachments in targets:
            for one in attachments:
                if one.caveat_id not in waived and one.caveat_id not in found:
                    found[one.caveat_id] = self._as_it_reaches(one, target, row.quantity)
        return found

    def _as_it_reaches(self, attachment, target, quantity):
        caveat = self._caveats[attachment.caveat_id]
        direction = attachment.direction or caveat.direction
        if (
            quantity in COMPARING
            and caveat.concerns == "count"
            and attachment.observation_id is None
        ):
            direction = "unknown"
        return Reaching(caveat, direction, target)


def _unequal(observation):
    """Return which way a comparison with a clearly longer or shorter period leads, or None."""
    if not observation.base_period or observation.quantity == "share":
        return None
    days, base = (
        periods.parse(text).days for text in (observation.period, observation.base_period)
    )
    if days is None or base is None or max(days, base) <= UNEQUAL * min(days, base):
        return None
    return "understated" if days < base else "overstated"


def _passed_on(reaching, turned, quantity):
    """Return a caveat as it is of what grows (``turned`` is 1) or falls (-1) with its figure."""
    if reaching.caveat.concerns != "count":
        return reaching
    if quantity in COMPARING or turned == 0:
        return replace(reaching, direction="unknown")
    if turned > 0:
        return reaching
    return replace(reaching, direction=OPPOSITE.get(reaching.direction, reaching.direction))


def bias(reaching):
    """Return which way the count is likely wrong, summed over the caveats that concern it."""
    directions = {one.direction for one in reaching if one.caveat.concerns == "count"}
    if not directions:
        return "none_recorded"
    if "mixed" in directions or {"understated", "overstated"} <= directions:
        return "mixed"
    known = directions - {"unknown"}
    return known.pop() if known else "unknown"


def bias_derived(derived, all_reaching, operands):
    """Return the bias of a computed figure, of which ``all_reaching`` are the caveats.

    ``operands`` are as in ``reaching_derived``. What adds up is biased as its parts are. Elsewhere
    opposite faults may cancel or not: unknown.
    """
    row = derived.row
    own = {f"measure:{row.measure_id}", f"dataset:{row.dataset_id}"}
    own |= {f"document:{slug}" for slug in derived.documents}
    parts = [bias([one for one in all_reaching if one.attached_to in own])]
    for slug, reaching in operands.items():
        turned = derived.direction(slug)
        parts.append(bias([_passed_on(one, turned, row.quantity) for one in reaching]))
    directions = set(parts) - {"none_recorded"}
    if not directions or len(directions) == 1:
        return directions.pop() if directions else "none_recorded"
    if "unknown" in directions or not derived.formula.only_adds:
        return "unknown"
    return "mixed"
