"""What a record claims, as the predicate of a sentence: counted 41 nests of grey herons in 2023.

Verbs stand in the past, where they agree with one outlet and with several analysts alike.
"""

from datasets.arithmetic.periods import UNKNOWN

from .dates import when
from .terms import COMPARATOR_IN_WORDS

# A change below -12 percent is a fall by more than 12.
_MIRRORED = {"gt": "lt", "gte": "lte", "lt_approx": "gt_approx"}
_MIRRORED |= {mirrored: comparator for comparator, mirrored in _MIRRORED.items()}
_DIRECTION = {"increase": "rise", "decrease": "fall"}
_STATUS_VERB = {"E": "estimated", "F": "projected", "I": "imputed"}
_CHANGES = ("difference", "percent_change")
# Of which only whole ones can be counted; a ratio of two counts need not be whole.
_OF_THINGS = ("level", "difference")
# What compares two counts may be another's arithmetic over them.
_COUNTED_AT_ONCE = ("level", "rate")
# What a number in these units is called; in all others it is the number of something.
_NOUN_OF_UNIT = {"percent": "share", "times": "ratio"}
_UNIT_OF_DIFFERENCE = {"percent": " percentage points"}
# What begins a label and is no part of anybody's name.
_NO_NAMES = ("The ", "A ", "An ", "Unnamed ", "Anonymous ")


def claim(says):
    """Return verb, figure, what, whom and when."""
    if says["comparator"] == "vague":
        return _without_number(says)
    if says["comparator"] in _DIRECTION:
        return _direction(says)
    if _noun(says) != "number" or _is_one(says):
        return _put(says)
    if says["quantity"] == "ratio":
        return f"{_verb(says)} {_amount(says)} as many {_what(says)}{_against(says, ' as')}"
    if says["quantity"] in _CHANGES:
        return f"{_verb(says)} {_change(says, 'fewer')} {_what(says)}{_against(says, ' than')}"
    return f"{_verb(says)} {_amount(says)} {_what(says)}{_per(says)}{_set_off(says)}"


def counted(says):
    """Return whether its number was counted from something that is known, and not worked on."""
    whole = says["quantity"] not in _OF_THINGS or not any("." in one for one in _numbers(says))
    return bool(says["inputs"]) and whole and not _own_verb(says)


def falls(says):
    """Return whether it is a change to less, and cannot be one to more."""
    if says["comparator"] == "decrease":
        return True
    changes = [float(one) for one in _numbers(says) if says["quantity"] in _CHANGES]
    return bool(changes) and min(changes) < 0 and max(changes) <= 0


def within(label):
    """Return a label as it stands within a sentence; a name keeps its capital."""
    return label[0].lower() + label[1:] if label.startswith(_NO_NAMES) else label


def _put(says):
    """Return the claim where the number cannot stand in front of what it is a number of."""
    found, was = _own_verb(says) or (says["inputs"] and "found"), "to be"
    if not found:
        found, was = "said that", "was"
    subject = f"{found} the {_noun(says)} of {_what(says)}{_set_off(says, ',')} {was}"
    if says["quantity"] == "difference":
        return f"{subject} {_change(says, 'less')} than {_base(says)}"
    whole = "" if says["base_period"] in (None, UNKNOWN) else f" of the whole {_base(says)}"
    return f"{subject} {_amount(says)}{_per(says)}{whole}"


def _without_number(says):
    own, noun = _own_verb(says), _noun(says)
    asides = [f"“{says['as_printed']}”"] if says["as_printed"] else []
    if bounds := interval_in_words(says["bounds"]):
        read_as = "" if says["derivation"] else "read as "
        asides.append(f"{read_as}{bounds}{_unit_behind(says)}")
    aside = f" ({', '.join(asides)})" if asides else ""
    subject = f"the {noun} of {_what(says)}{_per(says)}"
    if says["quantity"] in ("ratio", *_CHANGES):
        subject = f"how {subject}{_against(says, ' compares with that')}"
    else:
        subject += _set_off(says)
    if own:
        return f"{own}, without an exact number{aside}, {subject}"
    # “no exact number of” says what “no exact number for the number of” would.
    of_what = subject.removeprefix("the number ")
    return f"gave no exact number{aside} {'for ' if of_what == subject else ''}{of_what}"


def _direction(says):
    moved = f"a {_DIRECTION[says['comparator']]}{_aside(says)}"
    what = f"in the {_noun(says)} of {_what(says)}{_per(says)}"
    verb = _own_verb(says) or "spoke of"
    if _base(says) == "before":
        return f"{verb} {moved} {what}{_set_off(says)}"
    return f"{verb} {moved} {what}{_against(says, ' against that')}"


def _against(says, than):
    return f" {when(says['period']['code'])}{than} {_base(says)}"


def _set_off(says, then=""):
    """Return the time; commas keep it out of words such as help to desert from Sunday to Monday."""
    time = when(says["period"]["code"])
    return f" {time}" if time.startswith(("in ", "on ")) else f", {time}{then}"


def _verb(says):
    if own := _own_verb(says):
        return own
    if counted(says) and says["quantity"] in _COUNTED_AT_ONCE:
        return "counted"
    return "reported" if says["inputs"] else "said that there were"


def _own_verb(says):
    return "computed" if says["derivation"] else _STATUS_VERB.get(says["status"])


def _noun(says):
    """Return number, share or ratio; of the unit of what a ratio compares, nothing is known."""
    if says["quantity"] in ("ratio", "percent_change"):
        return "number"
    return _NOUN_OF_UNIT.get(_unit(says), "number")


def _unit_behind(says):
    """Return the unit where the words for what is counted do not hold it."""
    unit = _unit(says)
    if says["quantity"] == "difference":
        return _UNIT_OF_DIFFERENCE.get(unit, "")
    return f" {unit}" if unit in _NOUN_OF_UNIT else ""


def _unit(says):
    return says["unit"].rpartition("/")[0] or says["unit"]


def _per(says):
    return f" per {says['unit'].rpartition('/')[2]}" if says["quantity"] == "rate" else ""


def _what(says):
    population = within(says["population"]["label"])
    return says["measure"]["phrase"].replace("{population}", population)


def _base(says):
    base = says["base_period"]
    return "before" if base in (None, UNKNOWN) else when(base)


def _numbers(says):
    return [says[end] for end in ("value", "value_low", "value_high") if says[end] is not None]


def _is_one(says):
    """Return whether the plural of what is counted could not stand behind the number."""
    return says["quantity"] in (*_OF_THINGS, "rate") and says["value"] in ("1", "-1")


def _change(says, fewer):
    """Return by how much it is more or fewer: a fall without its sign, and mirrored."""
    if falls(says):
        return f"{_amount(says, mirrored=True)} {fewer}"
    low, high = says["value_low"], says["value_high"]
    if says["comparator"] == "range" and low.startswith("-"):
        down, up, unit = grouped(low[1:]), grouped(high), _unit_behind(says)
        return f"{down}{unit} {fewer} to {up}{unit}{_aside(says)} more"
    return f"{_amount(says)} more"


def _amount(says, *, mirrored=False):
    numbers, comparator = _numbers(says), says["comparator"]
    if mirrored:
        numbers = [number.lstrip("-") for number in reversed(numbers)]
        comparator = _MIRRORED.get(comparator, comparator)
    amount = " to ".join(grouped(number) for number in numbers)
    words = COMPARATOR_IN_WORDS[comparator]
    return f"{words} {amount}{_unit_behind(says)}{_aside(says, mirrored=mirrored)}".lstrip()


def _aside(says, *, mirrored=False):
    """Return in parentheses what the number may be, where its digits and comparator do not say."""
    bounds = says["bounds"]
    words = interval_in_words(bounds, mirrored=mirrored)
    if bounds["basis"] == "reading":
        return f" (read as {words})"
    two_sided = says["comparator"] in ("eq", "about") and bounds["lower"] != bounds["upper"]
    return f" ({words})" if bounds["basis"] == "derived" and two_sided else ""


def interval_in_words(bounds, *, mirrored=False):
    """Return both ends in words, or nothing where there are none; ``mirrored``: of the negative."""
    lower, upper = bounds["lower"], bounds["upper"]
    if lower is None and upper is None:
        return ""
    lower_closed, upper_closed = bounds["interval"][0] == "[", bounds["interval"][-1] == "]"
    if mirrored:
        lower, upper = _negative(upper), _negative(lower)
        lower_closed, upper_closed = upper_closed, lower_closed
    if lower == upper:
        return grouped(lower)
    if lower_closed and upper_closed:
        return f"{grouped(lower)} to {grouped(upper)}"
    ends = []
    if lower is not None:
        ends.append(f"{'at least' if lower_closed else 'more than'} {grouped(lower)}")
    if upper is not None:
        ends.append(f"{'at most' if upper_closed else 'under'} {grouped(upper)}")
    return " and ".join(ends)


def grouped(digits):
    """Return digits with a comma after every thousand."""
    sign = "-" if digits.startswith("-") else ""
    whole, point, decimals = digits.lstrip("-").partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"


def _negative(digits):
    if digits in (None, "0"):
        return digits
    return digits[1:] if digits.startswith("-") else f"-{digits}"
