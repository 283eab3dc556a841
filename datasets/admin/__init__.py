"""The curators' pages: they edit here what no seed file is the master of, and publish it.

Django imports this package to register them.
"""

from . import caveat_pages, dataset_pages, edit_pages, figure_pages, site

__all__ = ["caveat_pages", "dataset_pages", "edit_pages", "figure_pages", "site"]
