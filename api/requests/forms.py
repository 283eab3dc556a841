"""Reading what a filter is asked for, exactly: the form fields of django-filter are too kind.

The stock ones take ``１２``, ``1_000`` and `` 12 ``, and drop the unknown half of a list.
"""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

from datasets.arithmetic import notations, periods
from datasets.arithmetic.digits import EXACTLY, a_double_holds
from datasets.models import Record, TermSet
from datasets.models.validators import DIGITS
from datasets.store import search

MAX_LISTED = 100
MAX_WORDS, MAX_CHARACTERS = 20, 200
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = "(0[1-9]|1[0-2])"
_DATES = (
    rf"([0-9]{{3}}X|[0-9]{{2}}XX|[0-9]{{4}}(-(A1|S[12]|T[1-3]|Q[1-4]|M{_MONTH}|"
    rf"W(0[1-9]|[1-4][0-9]|5[0-3])|{_MONTH}(-(0[1-9]|[12][0-9]|3[01]))?))?)"
)
SPAN = re.compile(rf"unknown|XXXX|{_DATES}(/({_DATES}|\.\.)?)?|(\.\.)?/{_DATES}")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
FLAGS = {"true": True, "false": False}


def refused(reason, expected, valid=(), word=None, code="not_of_form"):
    """Return the ValidationError that becomes an entry of the problem's errors."""
    return ValidationError(
        reason, params={"expected": expected, "valid": valid, "word": word}, code=code
    )


def empty_item(texts):
    """Return which item of a list is empty, as whoever typed two commas looks for it."""
    return f"item {texts.index('') + 1} of the list is empty"


class Exact(forms.Field):
    """One value, or a list where the operator takes one. Cleans to a list."""

    def __init__(self, several, **kwargs):
        super().__init__(**kwargs)
        self.several = several

    def canonical(self, text):
        """Return the text in the one spelling in which it is answered; only case may differ."""
        return text

    def clean(self, value):
        """Return the values, each of them read exactly."""
        texts = value.split(",")
        if len(texts) > 1 and not self.several:
            raise self.of_several(value)
        if len(texts) > MAX_LISTED:
            raise refused(f"a list of {len(texts)}", f"at most {MAX_LISTED}", code="too_many")
        if len(texts) > 1 and "" in texts:
            raise refused(empty_item(texts), "a value on either side of each comma")
        if len(set(texts)) != len(texts):
            raise refused("one of the list stands twice", "each once")
        return self.read(texts)

    def of_several(self, value):
        """Return what is said of a list where one value is expected."""
        return refused("a list", "one value; a list where there is __in or __not")


def _lower(text):
    """Return a text in lower case; other letters than ours do not become ours, as ſ or K would."""
    return text.lower() if text.isascii() else text


class Words(Exact):
    """Terms or published slugs."""

    def __init__(self, member, noun, **kwargs):
        super().__init__(several=True, **kwargs)
        self.member, self.noun = member, noun
        terms = [*(member.vocabulary or ()), *member.filter.words]
        self._spelt = {term.lower(): term for term in terms}

    def canonical(self, text):
        """Return the words as they are published: slugs in lower case, terms as they are listed."""
        words = text.split(",")
        return ",".join(self._spelt.get(_lower(word), _lower(word)) for word in words)

    def __deepcopy__(self, memo):
        """Return itself: it holds nothing of a request."""
        return self

    def read(self, words):
        """Return the words, every one of them known."""
        known = self._known(words)
        for word in words:
            if word not in known:
                valid = known | closed_list(self.noun, self.member)
                raise refused(
                    f"“{word[:80]}” is unknown",
                    expectation(self.member),
                    valid,
                    word,
                    code="unknown_word",
                )
        return words

    def _known(self, words):
        asked = self.member.filter
        known = set(self.member.vocabulary or ()) | set(asked.words)
        if self.member.vocabulary is None:
            known |= _published(self.noun, asked, words)
        return known


def _published(noun, asked, words):
    """Return those of the words that are published, as ids or as values of the column."""
    known = set()
    if asked.of:
        ids = Record.objects.of(asked.of).filter(slug__in=words)
        known.update(ids.values_list("slug", flat=True))
    if not asked.coded:
        # One seek a word: DISTINCT would read every record that has it.
        records = Record.objects.of(noun)
        known.update(
            word
            for word in words
            if word not in known and records.filter(**{asked.column: word}).exists()
        )
    elif not asked.of:
        terms = TermSet.objects.filter(kind=asked.name, term__in=words)
        known.update(terms.values_list("term", flat=True).distinct())
    return known


def closed_list(noun, member):
    """Return all words that the filter on a member takes, as published now."""
    asked = member.filter
    words = set(member.vocabulary or ()) | set(asked.words)
    if asked.of:
        words.update(Record.objects.of(asked.of).values_list("slug", flat=True))
    if not member.vocabulary and not asked.coded:
        words.update(Record.objects.of(noun).values_list(asked.column, flat=True).distinct())
    elif not member.vocabulary and not asked.of:
        words.update(TermSet.objects.filter(kind=asked.name).values_list("term", flat=True))
    return words - {""}


def expectation(member):
    """Return what the filter on a member expects, in words."""
    if member.vocabulary:
        return f"one of {', '.join([*member.vocabulary, *member.filter.words])}"
    return f"a published {member.filter.of or member.filter.name}"


class Number(Exact):
    """Plain digits."""

    def of_several(self, value):
        """Return what is said of a list, or of a number whose thousands are set apart."""
        if not GROUPED.fullmatch(value):
            return super().of_several(value)
        return refused("a number with separators", f"digits alone: {value.replace(',', '')}")

    def read(self, texts):
        """Return the numbers; a double holds each of them exactly."""
        for text in texts:
            if len(text) > 40 or not DIGITS.fullmatch(text):
                raise refused("not a number", "digits such as 2076, -3 or 1.5")
            if not a_double_holds(text):
                raise refused("too many digits", EXACTLY)
        return [float(text) for text in texts]


class Whole(Exact):
    """Whole numbers."""

    def read(self, texts):
        """Return the numbers."""
        for text in texts:
            if not WHOLE.fullmatch(text):
                raise refused("not a whole number", "0 to 999999999, digits only")
        return [int(text) for text in texts]


class Flag(Exact):
    """Yes or no."""

    def canonical(self, text):
        """Return true and false as JSON writes them."""
        return _lower(text)

    def read(self, texts):
        """Return the one boolean, in a list."""
        if texts[0] not in FLAGS:
            raise refused(f"“{texts[0][:80]}” is neither", "true or false", FLAGS, texts[0])
        return [FLAGS[texts[0]]]


class Day(Exact):
    """Calendar days."""

    def read(self, texts):
        """Return the days."""
        return [day(text) for text in texts]


def day(text):
    """Return the date that the text names."""
    try:
        if DATE.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise refused("not a day", "a day such as 2023-06-30")


class Span(forms.Field):
    """A reference period, or ``unknown``. Cleans to a Period."""

    several = False

    def canonical(self, text):
        """Return parts of a year as SDMX writes them: 2023-S1 for 2023-H1, 2023h1, 2023s1."""
        return "unknown" if _lower(text) == "unknown" else notations.usual(text)

    def clean(self, value):
        """Return the Period."""
        if re.search("[~?%]", value):
            raise refused("an approximate period", "days, months or years without ~ or ?")
        try:
            if SPAN.fullmatch(value):
                return periods.parse(periods.UNKNOWN if value == "unknown" else value)
        except ValueError:
            pass
        beyond = next(filter(None, map(notations.beyond, value.split("/"))), "not a period")
        raise refused(beyond, f"{notations.EXPECTED}, or unknown")


class Claim(forms.Field):
    """Words of a claim as somebody read it."""

    several = False

    def canonical(self, text):
        """Return the claim as it is: how it is spelt is part of it."""
        return text

    def clean(self, value):
        """Return the words that are looked up."""
        expected = f"1 to {MAX_WORDS} words, at most {MAX_CHARACTERS} characters"
        if len(value) > MAX_CHARACTERS:
            raise refused(f"{len(value)} characters", expected, code="too_many")
        words = search.parse_query(value)
        if not words:
            raise refused("no word to look up", expected)
        if len(words) > MAX_WORDS:
            raise refused(f"{len(words)} words", expected, code="too_many")
        return words
