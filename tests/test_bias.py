"""How directions add up to one bias, of one number's caveats and of what is computed."""

import pytest

from datasets.analysis.bias import combined_bias

LOW, HIGH, MIXED, UNKNOWN, NONE = "understated", "overstated", "mixed", "unknown", "none_recorded"


@pytest.mark.parametrize(
    ("directions", "of_one_number", "of_a_sum", "of_a_quotient"),
    [
        ((), NONE, NONE, NONE),
        ((NONE, NONE), NONE, NONE, NONE),
        ((LOW, NONE), LOW, LOW, LOW),
        ((UNKNOWN,), UNKNOWN, UNKNOWN, UNKNOWN),
        ((LOW, HIGH), MIXED, MIXED, UNKNOWN),
        ((LOW, MIXED), MIXED, MIXED, UNKNOWN),
        # What is known of one number prevails; of two operands the unknown one may be the larger.
        ((LOW, UNKNOWN), LOW, UNKNOWN, UNKNOWN),
        ((MIXED, UNKNOWN), MIXED, UNKNOWN, UNKNOWN),
    ],
)
def test_directions_add_up_to_one_bias(directions, of_one_number, of_a_sum, of_a_quotient):
    assert combined_bias(directions) == of_one_number
    assert combined_bias(directions, computed=True) == of_a_sum
    assert combined_bias(directions, computed=True, only_adds=False) == of_a_quotient
