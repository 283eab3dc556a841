"""A record cut down to some of its members, nested as the whole one is."""

from collections.abc import Iterable
from typing import Any

from .member import Record

# What of a member is kept: None for all of it.
Tree = dict[str, Any]


def tree_of(paths: Iterable[str]) -> Tree:
    """The members at these paths as a tree; a path to a member keeps all that is in it."""
    tree: Tree = {}
    for path in paths:
        branch = tree
        *above, last = path.replace("[]", "").split(".")
        for name in above:
            branch = branch.setdefault(name, {})
        branch[last] = None
    return tree


def cut(record: Record, tree: Tree) -> Record:
    """The members of a record that the tree names, in its order."""
    return {name: _kept(record[name], branch) for name, branch in tree.items()}


def _kept(value: Any, branch: Tree | None) -> Any:
    if branch is None or value is None:
        return value
    if isinstance(value, list):
        return [cut(one, branch) for one in value]
    return cut(value, branch)
