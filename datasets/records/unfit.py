"""What no published record may say, whoever wrote it: asked before it is stored, and restored."""

import re
from collections.abc import Iterator
from typing import Any

from datasets.models.addresses import address_fault
from datasets.models.characters import character_fault, texts_in
from datasets.models.validators import validate_id

from .declaration import Noun
from .forms import fault_of, misshapen
from .member import Record

# Ours: from the root of the service, made of slugs.
_PATH = re.compile("/[a-z0-9]+(?:/[a-z0-9-]+)*")


def unfit(noun: Noun, record: Record) -> str:
    """Return which member holds what readers may not be shown, and why; empty: none does."""
    faults = [
        (len(text), path, fault)
        for path, text in texts_in(record)
        if (fault := character_fault(text, lines=True))
    ]
    faults += [
        (len(address), path, fault)
        for path, address in _addresses(noun, record)
        if (fault := address_fault(address))
    ]
    faults += [(len(value), path, fault) for value, path, fault in misshapen(noun, record)]
    if not faults:
        return ""
    # The longer ones are sentences that were made of the shortest.
    _, path, fault = min(faults)
    return f"{noun.name} {record['id']}: {path}: {fault}"


def unfit_end(because: str, replaced_by: str) -> str:
    """Return what of the reason of a record's end, and of what took its place, is unfit."""
    if fault := character_fault(because, lines=True):
        return f"why it left: {fault}"
    if replaced_by and (fault := fault_of(validate_id, replaced_by)):
        return f"replaced_by: {fault}"
    return ""


def _addresses(noun: Noun, record: Record) -> Iterator[tuple[str, str]]:
    """Yield (path, address) of what leads somewhere, but for what leads to a place of ours."""
    for member in noun.members:
        if member.type in ("url", "path"):
            found: Any = member.read(record)
            for one in found if isinstance(found, list) else [found]:
                if one and not (member.type == "path" and _PATH.fullmatch(one)):
                    yield member.path, one
