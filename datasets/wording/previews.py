"""What publishing would change, for whoever decides whether to: sentences before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .labels import first_of

# What a record of these says, as readers are told it; of others only their number is given.
_SENTENCE = {"observation": "statement", "check": "text", "gap": "text", "question": "verdict"}
BOOKKEEPING = {"version", "release", "valid_from", "change_note", "cite_as", "links"}
_MOST = 50
# The reason that a record is previewed with which has none of its own.
NO_REASON = "(a preview)"
_FIGURE = "observation"
Record = Mapping[str, Any]


def foreseen(dataset: str, effects: Iterable[Any]) -> Iterator[str]:
    """Yield lines on what publishing a dataset would change, none where nothing.

    Each effect has the noun, the slug, and the record ``before`` and ``after``.
    """
    by_noun = defaultdict(list)
    for one in effects:
        by_noun[one.noun].append(one)
    if by_noun:
        yield f"publishing {dataset} would change:"
    for noun in sorted(by_noun, key=lambda noun: (noun not in _SENTENCE, noun)):
        several = by_noun[noun]
        if noun not in _SENTENCE:
            yield f"  {noun}: {_counted(several)}"
            continue
        for one in several[:_MOST]:
            yield from _told(noun, one)
        if len(several) > _MOST:
            yield f"  and {len(several) - _MOST} more of {noun}"
    yield from _without_reason(by_noun[_FIGURE])


def _without_reason(figures: Iterable[Any]) -> Iterator[str]:
    """Say for which the note of the release becomes the reason, which nobody can take back."""
    named = [one.slug for one in figures if one.after and one.after["change_note"] == NO_REASON]
    if named:
        yield (
            f"  without a new change_note: {first_of(named, _MOST)}; "
            "the note of the release becomes the reason of the change, permanently"
        )


def _told(noun: str, one: Any) -> Iterator[str]:
    old, new = (record and record[_SENTENCE[noun]] for record in (one.before, one.after))
    if not one.before:
        yield f"  {noun} {one.slug} appears: {new}"
    elif not one.after:
        yield f"  {noun} {one.slug} goes: {old}"
    else:
        if old != new:
            yield f"  {noun} {one.slug} was: {old}"
            yield f"  {' ' * len(f'{noun} {one.slug}')} now: {new}"
        if members := ", ".join(_members(one.before, one.after, _SENTENCE[noun])):
            yield f"  {noun} {one.slug}: {members}"


def differences(before: Record, after: Record) -> Iterator[tuple[str, str, str]]:
    """Yield where two figures differ, but for the sentence: the place within them, old, new."""
    left_out = BOOKKEEPING | {"statement"}
    old, new = ({name: one[name] for name in one.keys() - left_out} for one in (before, after))
    return _differing((), old, new)


def _differing(place: tuple[str, ...], old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
    inside_old, inside_new = _inside(old), _inside(new)
    if inside_old is not None and inside_new is not None:
        for name in sorted(inside_old.keys() | inside_new.keys()):
            yield from _differing((*place, name), inside_old.get(name), inside_new.get(name))
    elif old != new:
        yield " ".join(place), _briefly(old), _briefly(new)


def _inside(value: Any) -> dict[str, Any] | None:
    """The parts of a member by their names: of a list by their ids or hops, else their places."""
    if isinstance(value, list):
        return {_name(one) or str(place): one for place, one in enumerate(value, 1)}
    return value if isinstance(value, dict) else None


def _name(part: Any) -> str:
    named = part if isinstance(part, dict) else {}
    return str(named.get("id") or named.get("hop") or "")


def _briefly(value: Any) -> str:
    """A part in so few words that it can be told from others."""
    if value is None or value == []:
        return "none"
    if isinstance(value, dict):
        document = value.get("document")
        return _name(document) or _name(value) or ", ".join(map(_briefly, value.values()))
    return ", ".join(map(_briefly, value)) if isinstance(value, list) else str(value)


def _members(before: Record, after: Record, told: str) -> Iterator[str]:
    """Yield the members, but for the one that is ``told``, in which two versions differ.

    Of caveats it names those that come and go.
    """
    for name in sorted(after.keys() - BOOKKEEPING - {told}):
        if before.get(name) == after[name]:
            continue
        if name == "caveats" and isinstance(after[name], list):
            was, now = ({one["id"] for one in record[name]} for record in (before, after))
            marked = [*(f"+{slug}" for slug in now - was), *(f"-{slug}" for slug in was - now)]
            yield f"caveats ({', '.join(sorted(marked))})" if marked else name
        else:
            yield name


def _counted(several: list[Any]) -> str:
    new = sum(not one.before for one in several)
    gone = sum(not one.after for one in several)
    numbers = {"new": new, "changed": len(several) - new - gone, "gone": gone}
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
