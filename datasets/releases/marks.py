"""The marks of sealed releases: what was published here, whatever the database beside knows."""

from collections.abc import Mapping

from django.core.files.storage import storages

from datasets.models import Release

from .release_files import MARK, STORAGE, inside


def newest_marks() -> dict[str, tuple[int, str]]:
    """Return {dataset: (number, seal)} of the newest release that is marked, in each folder."""
    found = {}
    for dataset in inside("")[0]:
        numbers = [int(one) for one in inside(dataset)[0] if one.isascii() and one.isdigit()]
        for number in sorted(numbers, reverse=True):
            seal = _seal(f"{dataset}/{number}/{MARK}")
            if seal is not None:
                found[dataset] = number, seal
                break
    return found


def foreign(marks: Mapping[str, tuple[int, str]], newest: Mapping[str, Release]) -> str:
    """Return which mark is of no release of this database; empty where none is.

    ``newest`` are to be read after the marks, which are written once a release is committed.
    """
    for dataset, (number, seal) in marks.items():
        release = newest.get(dataset)
        if release is None or number > release.number:
            return f"{dataset}/{number} was published, and the database does not know it"
        if number == release.number and seal != release.seal:
            return f"{dataset}/{number}/{MARK}: its seal is not that of the database"
    return ""


def _seal(place: str) -> str | None:
    try:
        with storages[STORAGE].open(place) as mark:
            return str(mark.read(100).decode(errors="replace").strip())
    except FileNotFoundError:
        return None
