"""A spreadsheet that nobody here wrote shows what the CSV says: FOLDER.

LibreOffice opens the workbook of a release, and its CSV as somebody who double-clicks it would.
"""

import csv
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

# Separated by commas, quoted, UTF-8, cells as they are shown, every sheet.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
# Numbers, dates and formulas are recognised, which is the worst that a click may do.
AS_CLICKED = "--infilter=CSV:44,34,76,1,,1033,false,true"
# The last of them has all columns.
SHEETS = ("Observations in brief", "Observations")
AS_THEY_ARE = (
    *("id", "measure", "population", "area", "value", "unit", "origin", "caveats", "inputs"),
    *("documents", "dataset"),
)


def convert(file, form, folder, *options):
    home = f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}"
    command = ["soffice", home, "--headless", *options, "--convert-to", form, "--outdir", folder]
    subprocess.run([*command, file], check=True, capture_output=True, timeout=300)


def cells(file):
    with Path(file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def shown_on(sheet, scratch):
    """Return the rows of a sheet of the workbook, without the digits beside each value."""
    rows = cells(Path(scratch) / f"observations-{sheet}.csv")
    for row in rows:
        assert row.pop("value_digits") == row["value"]
        for name in ("disputed", "replaced"):
            row[name] = row[name].lower()
    return rows


def mangled(file, scratch):
    """Return what became of the cells of a CSV that was opened by a click, where it matters."""
    convert(file, "xlsx", scratch, AS_CLICKED)
    sheet = openpyxl.load_workbook(Path(scratch) / f"{file.stem}.xlsx").active
    said = cells(file)
    header, *rows = sheet.iter_rows()
    assert [cell.value for cell in header] == list(said[0])
    assert len(rows) == len(said)
    faults = []
    for row, texts in zip(rows, said, strict=True):
        for cell, (name, text) in zip(row, texts.items(), strict=True):
            found = "" if cell.value is None else str(cell.value)
            if cell.data_type == "f" or (name in AS_THEY_ARE and found != text):
                faults.append(f"{name} became {found}: {text}")
    return faults


def main(folder):
    folder = Path(folder)
    rows = cells(folder / "observations.csv")
    plain = [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]
    with TemporaryDirectory() as scratch:
        convert(folder / "observations.xlsx", AS_SHOWN, scratch)
        for sheet in SHEETS:
            shown = shown_on(sheet, scratch)
            said = [{name: row[name] for name in shown[0]} for row in plain]
            assert shown == said, f"{sheet} of the workbook shows other cells than the CSV"
            shown[0]["value"] += "0"
            assert shown != said
        assert [*shown[0]] == [*plain[0]], "the workbook has other columns than the CSV"
        faults = mangled(folder / "observations.csv", scratch)
        assert not faults, faults
        broken = Path(scratch) / "broken.csv"
        text = (folder / "observations.csv").read_text(encoding="utf-8")
        broken.write_text(text.replace("\nawol-2023-s1,", "\n=1+1,", 1), encoding="utf-8")
        assert mangled(broken, scratch), "a broken copy was not noticed"
    print(f"LibreOffice: {len(plain)} rows, every cell of the workbook; ids and values of the CSV")


if __name__ == "__main__":
    main(*sys.argv[1:])
