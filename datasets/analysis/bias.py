"""Which way a number is likely wrong, summed over several reasons or parts."""

from collections.abc import Iterable

NONE_RECORDED, UNKNOWN, MIXED = "none_recorded", "unknown", "mixed"


def combined_bias(
    directions: Iterable[str], *, computed: bool = False, only_adds: bool = True
) -> str:
    """Sum directions and biases, which are the same terms, up to one bias.

    Several caveats of one number, or figures added up by a reader: a known direction prevails over
    an unknown one. For a ``computed`` figure, of which each direction is an operand's, an unknown
    one may be the larger; and opposite ones may cancel unless its formula ``only_adds``.
    """
    recorded = set(directions) - {NONE_RECORDED}
    if len(recorded) <= 1:
        return recorded.pop() if recorded else NONE_RECORDED
    if computed:
        return UNKNOWN if UNKNOWN in recorded or not only_adds else MIXED
    known = recorded - {UNKNOWN}
    return known.pop() if len(known) == 1 else MIXED
