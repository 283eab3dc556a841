"""Rows of a CSV file, each with its place."""

import csv
import io

from datasets.nearest import suggestion

from .files import MODEL_OF, columns_of, required_of
from .place import Place


def read_csv(text, place, file, unread):
    """Yield ({column: cell}, Place) of each row; what cannot be read goes to ``unread``."""
    model = MODEL_OF[file.name]
    expected = columns_of(model)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header, line, number = None, 1, 0
    try:
        for cells in reader:
            here = Place(place.file, line, number or None, cells[0] if header and cells else "")
            if header is None:
                header = cells
                if wrong := list(_header_problems(header, model, here)):
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


def _header_problems(header, model, here):
    expected = columns_of(model)
    for name in dict.fromkeys(header):
        if name not in expected:
            yield here.problem(f"unknown column{suggestion(name, expected)}", name or "“”")
        elif header.count(name) > 1:
            yield here.problem("this column stands twice in the header", name)
    for name in required_of(model):
        if name not in header:
            yield here.problem("column is missing", name)
