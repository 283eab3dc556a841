"""From the files of seeds/ to curated rows: whole folders or nothing."""

from .load import COMMON, Refused, dataset_folders, folders, load

__all__ = ["COMMON", "Refused", "dataset_folders", "folders", "load"]
