"""The states that a dataset's files were published in, each with its day and note, in order."""

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from datasets.models import Dataset, Release
from datasets.models.characters import character_fault

from .files import DATASET_FILE, EARLIER, RELEASE_FILE
from .folder import check_keys, is_seen, label, read_folder, read_text
from .place import Place
from .refused import Refused
from .toml_file import parsed
from .values import converted

_NUMBER = re.compile("[1-9][0-9]{0,8}")
KEYS = ("day", "note")


@dataclass(frozen=True)
class State:
    """A folder of a dataset's files, and the release that is made of it."""

    path: Path
    day: datetime.date
    note: str

    @property
    def name(self):
        """Return how errors name the folder: herons/releases/1, or herons for the present files."""
        return label(self.path)

    @property
    def dataset(self):
        """Return the dataset."""
        return self.name.partition("/")[0]

    @property
    def is_earlier(self):
        """Return whether these are the files of an earlier release, and not the present ones."""
        return self.name != self.dataset


def states(seeds_dir, datasets):
    """Return every State of these datasets, in order of days; each dataset's present one is last.

    Refused names what is wrong with numbers, days and notes. The present files must be known to
    load; what is in the files of earlier ones is not looked at.
    """
    problems, found = [], []
    for dataset in datasets:
        path = seeds_dir / dataset
        own = [_earlier(one, problems) for one in _folders(path / EARLIER, problems)]
        own = [*filter(None, [*own, _present(path, problems)])]
        problems += _disorder(own)
        found += own
    if problems:
        raise Refused(problems)
    return sorted(found, key=lambda state: state.day)


def _folders(folder, problems):
    """Return the folders of earlier releases, 1, 2, 3 …, as far as there is no gap."""
    here = Place(f"{folder.parent.name}/{folder.name}", None, None)
    try:
        inside = sorted(filter(is_seen, folder.iterdir()))
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(here.problem(f"cannot be read: {error.strerror}"))
        return []
    numbers = sorted(int(path.name) for path in inside if _NUMBER.fullmatch(path.name))
    for path in inside:
        if not (_NUMBER.fullmatch(path.name) and path.is_dir()):
            what = "expected folders named 1, 2, 3 …, one for each earlier release"
            problems.append(Place(f"{here.file}/{path.name}", None, None).problem(what))
    for number, present in enumerate(numbers, 1):
        if number != present:
            problems.append(here.problem(f"there is {present}, but no {number}"))
            return []
    return [folder / str(number) for number in numbers if (folder / str(number)).is_dir()]


def _earlier(path, problems):
    missing = [name for name in (DATASET_FILE, RELEASE_FILE) if not (path / name).exists()]
    for name in missing:
        what = "is missing: each earlier release has one"
        problems.append(Place(f"{label(path)}/{name}", None, None).problem(what))
    return None if missing else _read(path, problems)


def _present(path, problems):
    if (path / RELEASE_FILE).exists():
        return _read(path, problems)
    (row,) = (row for row in read_folder(path).rows if row.model is Dataset)
    reviewed_on, _ = converted(Dataset._meta.get_field("reviewed_on"), row.values["reviewed_on"])
    return State(path, reviewed_on, "")


def _read(path, problems):
    """Return the State that a release.toml tells, None where it tells none."""
    place = Place(f"{label(path)}/{RELEASE_FILE}", None, None)
    text = read_text(path / RELEASE_FILE, place, problems)
    said = None if text is None else parsed(text, place, problems)
    if said is None:
        return None
    before = len(problems)
    check_keys(said, KEYS, place, problems)
    values = []
    for name in KEYS:
        value, expected = converted(Release._meta.get_field(name), said.get(name, ""))
        values.append(value)
        if expected:
            problems.append(place.problem(f"expected {expected}", name, value))
        elif value is None:
            problems.append(place.problem("is missing", name))
        elif fault := name == "note" and character_fault(value):
            problems.append(place.problem(fault, name, value))
    return State(path, *values) if len(problems) == before else None


def _disorder(own):
    """Yield what is wrong with the days; on the day of the last release nothing new need be."""
    for one, following in pairwise(own):
        place = Place(f"{one.name}/{RELEASE_FILE}", None, None)
        if one.day > following.day or (one.day == following.day and following.is_earlier):
            what = f"expected a day before that of {following.name}, {following.day}"
            yield place.problem(what, "day", one.day)
