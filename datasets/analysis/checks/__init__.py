"""The rules that hold figures against each other; each is one file, registered here once.

A rule about figures looks at one ComparisonGroup after the other, a rule about chains at all
Quotations.
"""

from . import (
    agreement,
    complete_shares,
    contradiction,
    cumulative_falls,
    divergence,
    estimates,
    forecasts,
    misquoted,
    objections,
    outside_its_range,
    part_exceeds_whole,
    parts,
    ratio,
    revised,
    self_contradiction,
    share_above_whole,
)

ABOUT_FIGURES = (
    contradiction,
    estimates,
    divergence,
    part_exceeds_whole,
    share_above_whole,
    parts,
    complete_shares,
    ratio,
    cumulative_falls,
    forecasts,
    revised,
    agreement,
)
ABOUT_CHAINS = (misquoted, self_contradiction, outside_its_range, objections)
