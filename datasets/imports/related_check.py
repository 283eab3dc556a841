"""Whether a document or an event may be one, by the rules of its row, before a file is loaded."""

from collections.abc import Mapping

from django.db import models

from datasets.seeds.files import field_in_file
from datasets.seeds.row_rules import field_problems
from datasets.seeds.values import converted


def related_problem(model: type[models.Model], row: Mapping[str, object]) -> tuple[str, str]:
    """Return the first key of a row of a seed file that is wrong, and why; blanks: none is."""
    instance = model()
    for name, value in row.items():
        column = field_in_file(model, name)
        setattr(instance, column.attname, converted(column, value)[0])
    for name, _, message in field_problems(instance, without=("dataset",)):
        return name, message
    return "", ""
