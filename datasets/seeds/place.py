"""Where a row of a seed file stands, for whoever has to correct it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from datasets.models.characters import visible


class Problem(str):
    """What is wrong with a row, as a sentence.

    ``kind`` is (file and field, what is wrong), and ``where`` the rest of it; ``order`` is
    (file, line, row).
    """

    kind: tuple[str, str]
    where: str
    order: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its file below seeds/, its line there, its number among the rows.

    ``called`` maps the columns of the row to those that its file has in their place.
    """

    file: str
    line: int | None
    row: int | None
    name: str = ""
    called: Mapping[str, str] = field(default_factory=dict, compare=False)

    def problem(self, what, field=None, value=None):
        """Return the sentence that says what is wrong here, and with what."""
        field = self.called.get(field, field)
        words = (
            f"row {self.row}" if self.row else "",
            f"({self.name})" if self.name else "",
            found(field, value) if field else "",
        )
        place = self.file + (f":{self.line}" if self.line else "")
        told = ": ".join(filter(None, (place, " ".join(filter(None, words)), what)))
        problem = Problem(visible(told))
        problem.kind = (f"{self.file} {field}" if field else self.file, what.partition(";")[0])
        about = found(self.name, value) if field else self.name
        problem.order = (self.file, self.line or 0, self.row or 0)
        problem.where = visible(f"line {self.line} ({about})")
        return problem


def found(field, value):
    """Return the field with what stands in it."""
    return field if value in (None, "") else f"{field} “{value}”"


def folder_of(row):
    """Return the seed folder that a saved row came from, empty where it came from none."""
    return row.seed_file.partition("/")[0]


def name_of(row):
    """Return a row as reports name it: its noun and id."""
    return f"{row._meta.verbose_name} {row.pk}"


def place_of(row):
    """Return the Place of a saved row that its file has no longer, hence no line of."""
    return Place(row.seed_file, None, None, str(row.pk))
