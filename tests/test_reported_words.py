"""What a document reports is told in words that there are, whoever types them."""

import pytest
from django.core.exceptions import ValidationError

from datasets.models import Citation


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("reported_comparator", "“nearly” is no comparator: expected one of "),
        ("reported_quantity", "“nearly” is no quantity: expected one of "),
        ("reported_range_kind", "“nearly” is no kind of range: expected one of "),
    ],
)
def test_another_word_is_refused_with_those_that_there_are(world, field, told):
    hop = Citation.objects.get(observation="nests-2023", hop=2)
    setattr(hop, field, "nearly")
    with pytest.raises(ValidationError) as refused:
        hop.full_clean()
    (message,) = refused.value.message_dict[field]
    assert message.startswith(told)
