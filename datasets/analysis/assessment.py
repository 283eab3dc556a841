"""What the rules found about one figure."""

from dataclasses import dataclass

from .checks.finding import Finding


@dataclass(frozen=True)
class Assessment:
    """How a figure stands among the others of its dataset; the strongest findings stand first.

    ``disputed_since`` is when the later of two contradicting figures, or the document that disputes
    it, was published, EDTF; None where it is undisputed, or the day is not known.
    """

    findings: tuple[Finding, ...] = ()
    independent_origins: int = 1
    disputed: bool = False
    disputed_since: str | None = None
    revised_by: str | None = None


# Of a figure about which the rules found nothing.
UNREMARKABLE = Assessment()
