"""The rules that find what is missing from the figures of a dataset; each is one file.

Each looks at one ComparisonGroup after the other. Which documents nobody read is known once all
figures are; that needs no rule.
"""

from . import bases, missing_parts

ABOUT_FIGURES = (bases, missing_parts)
