"""What the rules found about one figure."""

from dataclasses import dataclass

from .checks.finding import Finding


@dataclass(frozen=True)
class Rival:
    """A figure by another that does not fit: its number in words, and whose it is."""

    observation: str
    source_label: str
    number: str


@dataclass(frozen=True)
class Assessment:
    """How a figure stands among the others of its dataset; the strongest findings stand first.

    ``disputed_since`` is when the document that disputes it was published, EDTF; None where it is
    undisputed, or the day is not known. ``rivals`` do not fit it, and dispute nothing.
    """

    findings: tuple[Finding, ...] = ()
    independent_origins: int = 1
    disputed: bool = False
    disputed_since: str | None = None
    rivals: tuple[Rival, ...] = ()
    revised_by: str | None = None


# Of a figure about which the rules found nothing.
UNREMARKABLE = Assessment()
