"""What publishing would change, for whoever decides whether to: sentences before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# What a record of these says, as readers are told it; of others only their number is given.
_SENTENCE = {"observation": "statement", "check": "text", "gap": "text", "question": "verdict"}
BOOKKEEPING = {"version", "release", "valid_from", "change_note", "cite_as", "links"}
_MOST = 50
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
    """Yield the members but for the sentence in which two figures differ: name, old, new."""
    for name in sorted(after.keys() - BOOKKEEPING - {"statement"}):
        old, new = before.get(name), after[name]
        if old == new:
            continue
        if isinstance(old, list | dict) or isinstance(new, list | dict):
            yield name, _inside(old), _inside(new)
        else:
            yield name, _plain(old), _plain(new)


def _plain(value: Any) -> str:
    return "none" if value is None else str(value)


def _inside(value: Any) -> str:
    """What a member holds, in so few words that two of them can be told apart at a glance."""
    if isinstance(value, dict):
        return str(value.get("id") or value.get("label") or "; ".join(map(_plain, value.values())))
    if isinstance(value, list):
        return ", ".join(map(_inside, value)) or "none"
    return _plain(value)


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
