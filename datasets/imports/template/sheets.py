"""What the sheets of a template are: one for each seed file, and one of the terms."""

from datasets.seeds.files import MODEL_OF, PARTS, SHORT, columns_of, field_in_file

# The sheet of the words among which drop-downs choose.
TERMS = "terms"
# The name of each sheet, and the file that its rows make.
FILE_OF = {name.partition(".")[0]: name for name in MODEL_OF}


def columns(file):
    """Return the header of the sheet; the dataset has its id, which no key of its file says."""
    return columns_of(MODEL_OF[file])


def field_of(file, column):
    """Return the model's field behind a column, None where it holds what belongs to the row."""
    model = MODEL_OF[file]
    if column in PARTS.get(model, ()) or column in SHORT.get(model, ()):
        return None
    return field_in_file(model, column)
