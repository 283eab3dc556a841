"""A workbook with a sheet for each seed file: written of what is curated, read back as files."""

from .reading import read_template
from .writing import NoTemplate, write_template

__all__ = ["NoTemplate", "read_template", "write_template"]
