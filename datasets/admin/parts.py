"""The parts of a row on its page: as many as are sent, whatever the page says of their number."""

import re

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT


def numbers_sent(prefix, post):
    """Return which of the parts were sent, as the names of their fields say."""
    of_a_part = re.compile(rf"{prefix}-([0-9]{{1,4}})-")
    return sorted({int(found[1]) for name in post if (found := of_a_part.match(name))})


class Parts(forms.BaseInlineFormSet):
    """The parts of one kind: a page that miscounts them is refused, and costs no more than they."""

    def total_form_count(self):
        """Return how many there are, or were sent."""
        if not self.is_bound:
            return super().total_form_count()
        return len(numbers_sent(self.prefix, self.data))

    def clean(self):
        """Refuse a page that lost some of them."""
        super().clean()
        told = self.management_form.cleaned_data[TOTAL_FORM_COUNT]
        if numbers_sent(self.prefix, self.data) != [*range(min(told, self.absolute_max))]:
            raise forms.ValidationError(
                f"This page came back damaged: {self.total_form_count()} of the "
                f"{told} below were sent. Nothing of yours is saved: open it again."
            )
