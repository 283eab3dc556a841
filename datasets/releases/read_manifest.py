"""Reading release.json of a package: all that it must say, of the right types, of a release."""

import datetime
import re
from pathlib import Path
from typing import Any

from django.db.models import Max

from datasets import exact_json
from datasets.models import Release
from datasets.models.validators import SLUG

from .package import manifest
from .publisher_lock import clean_note
from .release_day import today
from .release_header import header_fault
from .unpack import BadPackage

MOST_MANIFEST_BYTES = 1 << 24
MOST_NUMBER = (1 << 31) - 1
# What a package's release.json says, and the type of each.
MEMBERS = {
    **dict.fromkeys(("dataset", "day", "note", "header", "digest", "texts", "previous"), str),
    **dict.fromkeys(("number", "format", "rows", "line_bytes", "document_bytes"), int),
    "gone": list,
}
# What it calls otherwise than the row of the release does, and what is no column.
COLUMN_OF = {"line_bytes": "csv_bytes", "document_bytes": "json_bytes"}
NOT_COLUMNS = ("gone", "day")


def read_manifest(files: dict[str, Path]) -> dict[str, Any]:
    """Return what release.json says, all of it and of the right types."""
    try:
        size = files[manifest.NAME].stat().st_size
        if size > MOST_MANIFEST_BYTES:
            most = f"expected at most {MOST_MANIFEST_BYTES}"
            raise BadPackage(f"{manifest.NAME} has {size} bytes, {most}")
        said = exact_json.loads(files[manifest.NAME].read_bytes())
        types = {name: type(value) for name, value in said.items()}
    except KeyError as error:
        raise BadPackage(f"it has no {manifest.NAME}") from error
    except (ValueError, AttributeError) as error:
        raise BadPackage(f"{manifest.NAME} cannot be read: {error}") from error
    if types != MEMBERS:
        wrong = [
            name for name in types.keys() | MEMBERS.keys() if types.get(name) != MEMBERS.get(name)
        ]
        raise BadPackage(f"{manifest.NAME} is of another form: {', '.join(sorted(wrong))}")
    if not SLUG.fullmatch(said["dataset"]) or not 1 <= said["number"] <= MOST_NUMBER:
        raise BadPackage(f"{manifest.NAME} names no release: {said['dataset']} {said['number']}")
    if not 1 <= said["format"] <= MOST_NUMBER:
        raise BadPackage(f"{manifest.NAME} names no format: {said['format']}")
    if fault := header_fault(said["format"], said["header"]):
        raise BadPackage(f"{manifest.NAME}: {fault}")
    if not re.fullmatch("[0-9a-f]{64}|", said["previous"]):
        raise BadPackage(f"{manifest.NAME}: previous is no seal")
    if (said["number"] == 1) == bool(said["previous"]):
        raise BadPackage(f"{manifest.NAME}: the first release follows none, each other one does")
    if clean_note(said["note"]) != said["note"]:
        raise BadPackage(f"{manifest.NAME}: the note has blanks around it")
    return said


def release_of(said: dict[str, Any]) -> Release:
    """Return the coming row of the release; BadPackage where its dataset is published here."""
    slug = said["dataset"]
    if last := Release.objects.filter(dataset=slug).last():
        what = f"release {last.number} of {slug} is here: a package restores where there is none"
        raise BadPackage(what)
    try:
        day = datetime.date.fromisoformat(said["day"])
    except ValueError as error:
        raise BadPackage(f"{manifest.NAME}: the day is none: {said['day']}") from error
    if day > today():
        raise BadPackage(f"{manifest.NAME}: {day} is in the future")
    newest = Release.objects.aggregate(last=Max("pk"))["last"] or 0
    row_says = {COLUMN_OF.get(name, name): said[name] for name in said if name not in NOT_COLUMNS}
    return Release(pk=newest + 1, day=day, **row_says)
