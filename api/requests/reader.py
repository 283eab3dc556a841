"""Reading one request's parameters: strictly, and everything that is wrong at once."""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models.expressions import RawSQL
from django.urls import reverse

from datasets.models import Release
from datasets.models.snapshot import Snapshot
from datasets.releases.release_day import today

from . import pagination, problems
from .canonical import canonical
from .forms import MAX_LISTED, day
from .parameters import MOST, PAGE
from .selection import Selection
from .usual_words import usual_word

# Asked together with the newest release: expressions would cost each request twice as much.
SEVERAL = "(SELECT MIN(dataset) <> MAX(dataset) FROM datasets_release)"
SEVERAL_DATASETS = RawSQL(SEVERAL, ())  # noqa: S611 - nothing of a request is in it
REDACTIONS = RawSQL("(SELECT COUNT(*) FROM datasets_redaction)", ())
# What is told of a service that has published nothing.
NOTHING = (0, "", False, 0)

# So many of the words that a list may have are named where another stands there.
_NAMED = 5


class Reader:
    """Reads one request's parameters; everything wrong is collected and refused at once.

    ``seal`` is that of the newest release of all, ``several_datasets`` whether others have any,
    ``redactions`` how many records were redacted, ``seen`` the snapshot.
    ``asked`` has the filters that the request names, with their values as they came; ``page`` is
    how many records a page holds of which nobody says how many.
    """

    page = PAGE

    def __init__(self, request, noun, declared, fmt, filters):
        self.query, self.noun, self.fmt = canonical(request.query, declared, filters), noun, fmt
        self.errors = []
        valid = [*declared, *filters]
        for name in self.query.repeated:
            self._wrong(name, "repeated", "repeated", expected="once")
        for name, value in self.query.items():
            if name not in valid:
                self._unknown(name, valid)
            elif name in declared and not declared[name].fits(fmt):
                self._unfit(declared[name], value)
        self.asked = {name: self.query[name] for name in self.query if name in filters}

    def _unfit(self, parameter, value):
        if parameter.only:
            formats = " or ".join(parameter.only)
            reason = f"{self.fmt.name} has no such choice"
            self._wrong(parameter.name, reason, "would_be_ignored", expected=f"format={formats}")
        else:
            reason = f"an export is whole: {parameter.name} would be ignored"
            expected = f"no {parameter.name}=, or format=json, which has pages"
            self._wrong(parameter.name, reason, "would_be_ignored", expected=expected, value=value)

    def snapshot(self):
        """Return the Snapshot that the request is pinned to."""
        asked = ("pk", "seal", SEVERAL_DATASETS, REDACTIONS)
        releases = Release.objects.order_by("-pk").values_list(*asked)
        newest, self.seal, self.several_datasets, self.redactions = releases.first() or NOTHING
        snapshot = self._pinned(newest)
        self.seen = replace(snapshot, history=True) if self._with_history() else snapshot
        return self.seen

    def _with_history(self):
        asked = self.query.get("include_history")
        if asked not in (None, "true"):
            self._wrong(
                "include_history", "not a choice", "unknown_word", expected="true", valid=["true"]
            )
        elif asked and "as_of" in self.query:
            expected = "release= of a dataset, or one of the two"
            self._wrong("include_history", "it stands beside as_of", "conflict", expected=expected)
        return asked == "true"

    def _pinned(self, newest):
        release, as_of = self.query.get("release"), self.query.get("as_of")
        dataset = self.query.get("dataset")
        if release and as_of:
            self._wrong("as_of", "it stands beside release", "conflict", expected="one of the two")
        elif release:
            return self._release(release, dataset, newest)
        elif as_of:
            return self._as_of(as_of, newest)
        return Snapshot(newest)

    def _release(self, number, dataset, newest, name="release"):
        if not dataset or "," in dataset:
            self._wrong(
                name, "it counts the releases of one dataset", "conflict", expected="dataset="
            )
        elif not re.fullmatch(r"[1-9][0-9]{0,8}", number):
            self._wrong(name, "not the number of a release", "not_of_form", expected="1, 2, 3 …")
        else:
            releases = Release.objects.filter(dataset=dataset)
            pk = releases.filter(number=number).values_list("pk", flat=True).first()
            if pk is not None:
                return Snapshot(pk, dataset)
            last = releases.order_by("number").last()
            expected = f"1 to {last.number}" if last else "a published dataset"
            self._wrong(
                name, f"{dataset[:120]} has no such release", "out_of_range", expected=expected
            )
        return Snapshot(newest)

    def _as_of(self, text, newest, name="as_of"):
        try:
            asked = day(text)
        except ValidationError as wrong:
            self.collect(name, wrong)
            return Snapshot(newest)
        if asked > today():
            self._wrong(
                name, "a day in the future", "out_of_range", expected="today or earlier, UTC"
            )
        return Snapshot(newest, day=asked)

    def limit(self):
        """Return how many records a page holds."""
        text = self.query.get("limit", str(self.page))
        if re.fullmatch(r"[1-9][0-9]{0,3}", text) and int(text) <= MOST:
            return int(text)
        reason = "a page holds no such number of records"
        self._wrong("limit", reason, "out_of_range", expected=f"1 to {MOST}")
        return self.page

    def counts(self):
        """Return whether the number of all records was asked for."""
        asked = self.query.get("count")
        if asked not in (None, "exact"):
            self._wrong(
                "count",
                "an unknown way to count",
                "unknown_word",
                expected="exact",
                valid=["exact"],
            )
        return asked is not None

    def sort(self):
        """Return the Sort."""
        asked = self.query.get("sort", self.noun.usual_sort)
        name, descending = asked.removeprefix("-"), asked.startswith("-")
        if name in self.noun.sorts:
            return self.noun.sorts[name].turned(descending)
        words = [*self.noun.sorts, *(f"-{name}" for name in self.noun.sorts)]
        self._wrong(
            "sort",
            "an unknown order",
            "unknown_word",
            expected=f"one of {', '.join(words)}",
            valid=words,
        )
        return self.noun.sorts["id"]

    def selection(self, *, brief=False):
        """Return the Selection of what each record holds; ``brief`` is what nobody asked about."""
        asked = self.query.get("detail", "brief" if brief and self.noun.brief else "full")
        if asked not in ("brief", "full"):
            self._wrong("detail", "not a choice", "unknown_word", expected="brief or full")
        # Whoever names columns may name any of them, but for those that a brief record has not.
        brief = asked == "brief" and ("fields" not in self.query or "detail" in self.query)
        columns = self.noun.brief_columns if brief else self.noun.typed_columns
        return Selection(self.noun, brief, self._fields([column.name for column in columns]))

    def _fields(self, valid):
        asked = self.query.get("fields")
        if asked is None:
            return None
        words = asked.split(",")
        if len(words) > MAX_LISTED:
            reason = f"a list of {len(words)}"
            self._wrong("fields", reason, "too_many", expected=f"at most {MAX_LISTED}")
            return None
        if len(set(words)) != len(words):
            self._wrong("fields", "a column stands twice", "not_of_form", expected="each once")
        for word in dict.fromkeys(words):
            if word not in valid:
                self._no_such_word("fields", word, "is no column", valid)
        return frozenset(word for word in words if word in valid)

    def words_of(self, name, valid):
        """Return the words of a parameter that takes a list of them, none where it is not there."""
        words = self.query[name].split(",") if name in self.query else []
        if len(set(words)) != len(words):
            self._wrong(name, "a word stands twice", "not_of_form", expected="each once")
        for word in words:
            if word not in valid:
                self._no_such_word(name, word, "cannot be counted", valid)
        return words

    def _no_such_word(self, name, word, why, valid):
        some = ", ".join([*valid][:_NAMED])
        expected = f"words such as {some}; {reverse('openapi')} lists all"
        reason = f"“{word[:80]}” {why}" if word else "an item of the list is empty"
        self._wrong(name, reason, "unknown_word", expected=expected, valid=valid, word=word)

    def with_bom(self):
        """Return whether a byte order mark was asked for."""
        asked = self.query.get("bom")
        if asked not in (None, "1"):
            self._wrong("bom", "not a choice", "unknown_word", expected="1")
        return asked is not None

    def refuse(self):
        """Raise the Problem of everything that was wrong so far."""
        problems.refuse(self.errors)

    def cursor(self, question):
        """Return the Cursor of the page that is asked for, None for the first."""
        if "cursor" not in self.query:
            return None
        try:
            return pagination.Cursor.decode(self.query["cursor"], question)
        except ValueError as error:
            expected = "next or previous of this very question"
            self._wrong("cursor", str(error), "not_of_form", expected=expected)
            return None

    def collect(self, name, error):
        """Collect what a form field refused of a parameter."""
        more = error.params
        self._wrong(
            name,
            error.message,
            error.code,
            expected=more["expected"],
            valid=more["valid"],
            word=more["word"],
        )

    def _unknown(self, name, valid):
        expected = f"a parameter of this address; {reverse('openapi')} lists them"
        self._wrong(
            name,
            "unknown parameter",
            "unknown_parameter",
            expected=expected,
            valid=valid,
            value=None,
        )
        if meant := usual_word(name, valid):
            self.errors[-1]["nearest"] = meant

    def _wrong(self, name, reason, code, *, expected, valid=(), word=None, value=""):
        shown = self.query[name] if value == "" else value
        name = self.query.asked_as.get(name, name)
        entry = problems.error(name, shown, reason, code=code, expected=expected, valid=valid)
        if word is not None:
            entry["nearest"] = problems.nearest(word, valid)
        self.errors.append(entry)
