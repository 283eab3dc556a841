"""Which caveats a figure inherits from what it rests on, and which way they say it is wrong."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from datasets.models import Attachment, Caveat, Measure
from datasets.reserved import NOT_TRACED, UNEQUAL_PERIODS

from .applied_caveats import (
    COMPARING,
    PATH_NOT_TRACED,
    AppliedCaveat,
    count_bias,
    decisive_first,
    unequal_periods,
)
from .bias import UNKNOWN, combined_bias
from .derivations import Derived
from .rows import AttachmentRow, FigureRows

# Caveats of each operand of a computed figure, by the operand's id.
OperandCaveats = Mapping[str, Sequence[AppliedCaveat]]
_Target = tuple[str, Sequence[Attachment | AttachmentRow]]


@dataclass(frozen=True)
class CaveatInheritance:
    """All caveats, and where they are attached other than to observations.

    Attachments to an observation come with the rows of each figure. ``attachments`` maps targets,
    as noun:slug, to what hangs there.
    """

    caveats: Mapping[str, Caveat]
    attachments: Mapping[str, Sequence[Attachment]]

    @classmethod
    def load(cls) -> "CaveatInheritance":
        """Fetch both with one query each."""
        attachments = defaultdict(list)
        for attachment in Attachment.objects.filter(observation=None).order_by("caveat_id"):
            attachments[attachment.target].append(attachment)
        return cls(Caveat.objects.select_related("asserted_by").in_bulk(), attachments)

    def of_reported(
        self, figure: FigureRows, first_document: str, measure: Measure, *, reviewed: bool
    ) -> list[AppliedCaveat]:
        """The caveats of a reported figure, each once: the decisive first, then the nearest.

        One that nobody ``reviewed`` says so.
        """
        observation = figure.observation
        documents = dict.fromkeys([first_document, *(link.document_id for link in figure.inputs)])
        found = self._applied(
            observation.quantity,
            [
                (f"observation:{observation.slug}", figure.attachments),
                self._on("measure", observation.measure_id),
                *(self._on("document", slug) for slug in documents),
                self._on("source", observation.origin_id),
                self._on("dataset", observation.dataset_id),
            ],
            figure.waived,
        )
        if measure.kind == "flow" and (unequal := unequal_periods(observation)):
            found = {UNEQUAL_PERIODS: unequal, **found}
        if not reviewed:
            own = AppliedCaveat(PATH_NOT_TRACED, UNKNOWN, f"observation:{observation.slug}")
            found = {NOT_TRACED: own, **found}
        return decisive_first(found.values())

    def of_computed(self, derived: Derived, operands: OperandCaveats) -> list[AppliedCaveat]:
        """The caveats of a computed figure, each once: the decisive first, then its own.

        A caveat that says a figure is too low says the opposite of what falls as that figure rises.
        That periods are unequal says nothing of what evens them out.
        """
        row = derived.row
        own = [self._on("measure", row.measure_id), self._on("dataset", row.dataset_id)]
        found = self._applied(row.quantity, own)
        dating = [self._on("document", slug) for slug in derived.documents]
        # Which way a duration is wrong by what is wrong with the document of a date, nobody knows.
        arriving = [(one, 0) for one in self._applied(row.quantity, dating).values()]
        arriving += [
            (one, derived.direction(slug)) for slug, several in operands.items() for one in several
        ]
        for one, growth in arriving:
            passed_on = one.passed_on(growth, row.quantity)
            known = found.setdefault(one.caveat.slug, passed_on)
            if known.direction != passed_on.direction:
                found[one.caveat.slug] = replace(known, direction=UNKNOWN)
        if derived.evens_out:
            found.pop(UNEQUAL_PERIODS, None)
        elif derived.measure.kind == "flow" and (unequal := unequal_periods(row)):
            found = {UNEQUAL_PERIODS: unequal, **found}
        return decisive_first(found.values())

    def _on(self, noun: str, slug: str) -> _Target:
        target = f"{noun}:{slug}"
        return target, self.attachments.get(target, ())

    def _applied(
        self, quantity: str, targets: Iterable[_Target], waived: Collection[str] = ()
    ) -> dict[str, AppliedCaveat]:
        found: dict[str, AppliedCaveat] = {}
        for target, attachments in targets:
            for one in attachments:
                if one.caveat_id not in waived and one.caveat_id not in found:
                    found[one.caveat_id] = self._as_it_applies(one, target, quantity)
        return found

    def _as_it_applies(
        self, attachment: Attachment | AttachmentRow, target: str, quantity: str
    ) -> AppliedCaveat:
        caveat = self.caveats[attachment.caveat_id]
        applied = AppliedCaveat(caveat, attachment.direction or caveat.direction, target)
        inherited = attachment.observation_id is None
        if inherited and applied.of_count and quantity in COMPARING:
            return replace(applied, direction=UNKNOWN)
        return applied


def computed_bias(
    derived: Derived, caveats: Iterable[AppliedCaveat], operands: OperandCaveats
) -> str:
    """Sum the biases of a computed figure's operands, and of those of its ``caveats`` it adds.

    What adds up is biased as its parts are. Elsewhere opposite faults may cancel or not: unknown.
    """
    row = derived.row
    own = {f"measure:{row.measure_id}", f"dataset:{row.dataset_id}"}
    own |= {f"document:{slug}" for slug in derived.documents}
    parts = [count_bias(one for one in caveats if one.attached_to in own)]
    for slug, inherited in operands.items():
        growth = derived.direction(slug)
        parts.append(count_bias(one.passed_on(growth, row.quantity) for one in inherited))
    return combined_bias(parts, computed=True, only_adds=derived.formula.only_adds)
