"""Rows that hold only what was asked for of each record: made when asked for, whole before sent."""

from datasets import exact_json

from . import generated_files


def row(record, fmt, selection):
    """Return the line of a record, in bytes, or its JSON."""
    if fmt.with_header:
        return selection.chosen.project(record)
    return exact_json.dumps(selection.cut(record)) + fmt.row_end


def blocks(fmt, records, sort, selection, header):
    """Yield the header and a row for each record."""
    yield header
    for record in generated_files.parsed(records, sort):
        yield row(record, fmt, selection)
