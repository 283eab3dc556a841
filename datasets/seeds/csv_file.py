"""Rows of a CSV file, each with its place."""

import csv
import io

from datasets.nearest import suggestion

from .files import MODEL_OF, columns_of, required_of
from .place import Place
from .separators import separator_problem


def read_csv(text, place, file, unread):
    """Yield ({column: cell}, Place) of each row; what cannot be read goes to ``unread``."""
    model = MODEL_OF[file.name]
    expected, required = columns_of(model), required_of(model)
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    header, line, number = None, 1, 0
    try:
        for cells in reader:
            lines.begins_row = True
            if not any(cells):
                line = reader.line_num + 1
                continue
            here = Place(place.file, line, number or None, cells[0] if header and cells else "")
            if header is None:
                header = cells
                if wrong := list(_header_problems(header, expected, required, here)):
                    unread += wrong
                    return
            elif len(cells) != len(header):
                unread.append(here.problem(f"{len(cells)} cells, expected {len(header)}"))
            else:
                yield dict(zip(header, cells, strict=True)), here
            line, number = reader.line_num + 1, number + 1
    except csv.Error as error:
        unread.append(Place(place.file, line, number or None).problem(f"not CSV: {error}"))
    if header is None:
        unread.append(
            Place(place.file, 1, None).problem(f"no header: expected {','.join(expected)}")
        )


class _Lines:
    """The lines of a file, those blank that are comments: # where a row would begin."""

    def __init__(self, text):
        self._lines = io.StringIO(text, newline="")
        self.begins_row = True

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self._lines)
        if self.begins_row and line.startswith("#"):
            return "\n"
        self.begins_row = False
        return line


def _header_problems(header, expected, required, here):
    if problem := separator_problem(header):
        yield here.problem(problem)
        return
    for name in dict.fromkeys(header):
        if name not in expected:
            yield here.problem(f"unknown column{suggestion(name, expected)}", name or "“”")
        elif header.count(name) > 1:
            yield here.problem("this column stands twice in the header", name)
    for name in required:
        if name not in header:
            yield here.problem("column is missing", name)
