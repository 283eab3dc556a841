"""What may be wrong with a file that is imported or with its map, and what is said of it."""

FILE = "year,lake,nests\n2021,Mill,38\n2022,Mill,41\n"

# The file in the place of FILE, and why it is refused.
IN_FILES = [
    ("year,lake\n2021,Mill\n", "has no column nests, which the map names"),
    (
        FILE.replace("nests\n", "nests,eggs\n").replace("38", "38,1").replace("41", "41,2"),
        "the map says nothing of eggs: use them, or add them to ignore",
    ),
    ("year,lake,nests,nests\n2021,Mill,38,38\n", "the header has nests more than once"),
    ("year,lake,nests\n2021,Mill,38,0.1\n", "row 2 has 4 cells, its header 3"),
    (FILE.replace(",", ";"), "separated by semicolons"),
    (FILE.encode("utf-16"), "not UTF-8 but UTF-16"),
    ("", "is empty, expected a header"),
    ("year,lake,nests\n", "no figure came of it"),
    (FILE.replace("38", "6,641*").replace("6,641*", '"6,641*"'), "no number in plain digits"),
    (
        FILE.replace("38", '"35,307"'),
        "a number that is not written as the map declares: decimal “.”, no group",
    ),
    (FILE.replace("38", "1.23E+05"), "a number with an exponent: a spreadsheet has cut"),
    (FILE.replace("38", "38.5"), "nests are counted in whole numbers"),
    (FILE.replace("38", "-3"), "there are never fewer nests than none"),
    (FILE.replace("2021", "5/3/21"), "year: 1 cell: no period that is understood: say its format"),
    (
        FILE.replace("Mill,38", "Mole,38"),
        "lake: 1 cell: a word that the map does not know: say what it means",
    ),
    (FILE.replace("2021", "2091"), "nests: 1 cell: a time that has not come yet\n  row 2 “38”"),
    (
        FILE + "2022,Mill,44\n",
        "another value has the same id\n  row 4 “44” (nests-counted-mill-lake-2022, row 3)",
    ),
]

# What stands in the place of what in the map, and why it is refused.
IN_MAPS = [
    (
        'column = "nests"',
        'colum = "nests"',
        "counts.toml: unknown key “colum” in value 1; did you mean “column”?",
    ),
    (
        'credibility = "2"',
        "credibility = 2",
        "counts.toml: expected text in quotes, not a whole number in figure.credibility",
    ),
    ('"nests-counted"', '"eggs-counted"', "there is no such measure\n  row 2 “38” (eggs-counted)"),
    ('measure = "nests-counted"', "", "counts.toml: key “measure” is missing in value 1"),
    (
        "[document]",
        '[again]\ngone = "vanish"\n\n[document]',
        "counts.toml: Invalid enum value 'vanish' - at `again.gone`",
    ),
    (
        "[document]",
        '[notes]\ncolumn = "note"\nagain = { gone = "withdraw" }\n\n[document]',
        "key “again” has no place in notes: it belongs above all tables",
    ),
    ("[figure]", "[figure", "not TOML: "),
    (
        '{ column = "year" }',
        '{ column = "year", format = "%d/%m/%Y" }',
        "no date in the format %d/%m/%Y",
    ),
    ("[document]", '[file]\nencoding = "klingon"\n\n[document]', "there is no encoding klingon"),
    (
        "[document]",
        '[file]\ndelimiter = "ab"\n\n[document]',
        "counts.toml: delimiter “ab”: expected one character - at `file`",
    ),
    ("[document]", '[file]\ndelimiter = ""\n\n[document]', "delimiter “”: expected one character"),
    (
        "[document]",
        '[file]\nencoding = "utf-16"\n\n[document]',
        "nests.csv: is not written in utf-16, as the map says: ",
    ),
    (
        "[document]",
        '[file]\nencoding = "undefined"\n\n[document]',
        "nests.csv: is not written in undefined, as the map says: ",
    ),
    ("[document]", f"ignore = {'[' * 5_000}\n\n[document]", "counts.toml: not TOML"),
    ("[document]", f"x.{'a.' * 5_000}b = 1\n\n[document]", "counts.toml: not TOML that anybody"),
    (
        "[document]",
        "[file]\nheader_row = -1\n\n[document]",
        "header_row -1: expected the number of a row, or 0 where none names the columns",
    ),
    (
        "[document]",
        f"[file]\nheader_row = {'9' * 5_000}\n\n[document]",
        "counts.toml: not TOML: an integer that does not fit into 64 bits",
    ),
    (
        "[document]",
        '[notes]\ncolumn = "lake"\nrules = [{ pattern = "(" }]\n\n[document]',
        "counts.toml: pattern “(” is no regular expression: missing ), unterminated subpattern",
    ),
    (
        '{ column = "year" }',
        '{ column = "year", format = "%Y", shown = "{foo}" }',
        "counts.toml: shown “{foo}”: expected {day}, {month} or {year}",
    ),
    (
        '{ column = "year" }',
        '{ column = "year", format = "%Y", shown = "{" }',
        "counts.toml: shown “{”: expected {day}, {month} or {year}",
    ),
    (
        '{ column = "year" }',
        '{ column = "year", format = "%Y%Y" }',
        "counts.toml: format “%Y%Y” says the same of a date twice",
    ),
    (
        'words = { Mill = "mill-lake" }',
        'table = "lakes.csv"',
        "lakes.csv: cannot be read: No such file",
    ),
]
