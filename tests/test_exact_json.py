"""JSON in which a number keeps the digits that it was printed with."""

from decimal import Decimal

import pytest

from datasets import exact_json


@pytest.mark.parametrize("text", ["2.0", "2.50", "0.1", "-0.30", "123456789012345678901.5", "7"])
def test_a_number_is_read_and_written_digit_for_digit(text):
    body = f'{{"value":{text}}}'.encode()
    assert exact_json.dumps(exact_json.loads(body)) == body


def test_a_number_with_decimals_is_exact_and_one_without_is_whole():
    read = exact_json.loads(b"[0.1,1234567890123456789012]")
    assert read == [Decimal("0.1"), 1234567890123456789012]
    assert [type(one) for one in read] == [Decimal, int]


@pytest.mark.parametrize("text", ["1e5", "1E-999999999", "0.5e400"])
def test_a_few_characters_never_stand_for_many_digits(text):
    with pytest.raises(ValueError, match="not written digit for digit"):
        exact_json.loads(f"[{text}]")


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", '"\\ud800"', "[1,]", "01", '"\x01"', "1 2", "", "[" * 100_000]
)
def test_what_is_no_json_of_ours_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        exact_json.loads(text)


def test_what_json_has_no_form_for_is_not_written():
    with pytest.raises(TypeError, match="set"):
        exact_json.dumps({1, 2})
