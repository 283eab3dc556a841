"""From the files of seeds/ to curated rows: whole folders or nothing."""

from .load import COMMON, check_files, dataset_folders, folders, load
from .refused import Refused
from .states import states

__all__ = ["COMMON", "Refused", "check_files", "dataset_folders", "folders", "load", "states"]
