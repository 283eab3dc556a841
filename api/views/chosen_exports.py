"""Rows that hold only what was asked for of each record: made when asked for, whole before sent."""

from tempfile import SpooledTemporaryFile

from datasets import exact_json

from . import generated_files


def row(record, fmt, selection):
    """Return the line of a record, in bytes, or its JSON."""
    if fmt.with_header:
        return selection.chosen.project(record)
    return exact_json.dumps(selection.cut(record)) + fmt.row_end


def made(fmt, records, sort, selection, header):
    """Return a file that holds the header and a row for each record, at its beginning."""
    # Whoever reads it closes it.
    file = SpooledTemporaryFile(max_size=generated_files.IN_MEMORY)  # noqa: SIM115
    file.write(header)
    for record in generated_files.parsed(records, sort):
        file.write(row(record, fmt, selection))
    length = file.tell()
    file.seek(0)
    return file, length
