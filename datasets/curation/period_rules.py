"""What the period of a figure must obey: it is not another than the text prints."""

import re
from collections.abc import Iterator
from typing import Any

from datasets.arithmetic import periods
from datasets.arithmetic.printed_periods import years_in
from datasets.wording.dates import MONTHS

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})[~?%]?")
_SAYS_MORE = re.compile(rf"(?<![0-9])[12][0-9]{{3}}(?![0-9])|{'|'.join(MONTHS)}", re.IGNORECASE)


def period_problems(observation: Any) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where one month stands for two years: 2011-12 for 2011–12."""
    printed, years = observation.period_printed, years_in(observation.period_printed)
    month = _MONTH.fullmatch(periods.parse(observation.period).code)
    if not years or not month or _SAYS_MORE.search(printed.replace(years.printed, "")):
        return
    named = f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    yield (
        "period",
        f"“{years.printed}” names two years, and this is {named}: write "
        f"{years.first}/{years.last}, or days such as {years.first}-04-01/{years.last}-03-31; "
        f"if the text means {named}, let period_printed say so",
    )
