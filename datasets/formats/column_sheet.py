"""The last sheet of a workbook: what each column means."""

from typing import Any

from xlsxwriter import Workbook

from .sheets import TextSheet, header_of

COLUMNS = "Columns"
WIDTHS = {"column": 24, "type": 10, "in brief": 12, "meaning": 110}


def add_column_sheet(book: Workbook, noun: Any) -> None:
    """Add the sheet: a row for each column of the noun, as it is declared."""
    sheet = book.add_worksheet(COLUMNS, TextSheet)
    sheet.freeze_panes(1, 0)
    header, rows = header_of(book), [_row(column, noun) for column in noun.typed_columns]
    for place, title in enumerate(rows[0]):
        sheet.set_column(place, place, WIDTHS[title])
        sheet.write_string(0, place, title, header)
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row.values()):
            sheet.write_string(number, place, text)


def _row(column: Any, noun: Any) -> dict[str, str]:
    about = {"column": column.name, "type": column.type, "meaning": column.meaning}
    # Where there is one sheet of rows, nobody asks which columns are on it.
    if noun.brief_columns in ((), noun.typed_columns):
        return about
    about["in brief"] = "yes" if column in noun.brief_columns else "no"
    return {title: about[title] for title in WIDTHS}
