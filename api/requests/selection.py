"""What of each record an answer holds: all of it, the brief form, or the columns asked for."""

from dataclasses import dataclass, replace
from functools import cached_property

from datasets.records.projection import cut, tree_of


@dataclass(frozen=True)
class Selection:
    """``fields`` are the columns or members that are asked for by name, None where none is."""

    noun: object
    brief: bool
    fields: frozenset | None

    @property
    def whole(self):
        """Whether nothing is left out."""
        return not self.brief and self.fields is None

    @property
    def just_brief(self):
        """Whether it is the brief form, of which nobody chose columns."""
        return self.brief and self.fields is None

    @cached_property
    def chosen(self):
        """The noun with the columns that a table has, what no number goes without among them."""
        if self.whole:
            return self.noun
        members = self.noun.brief_members if self.brief else self.noun.members
        if self.fields is not None:
            always, asked = self.noun.mandatory, self.fields
            members = [
                one for one in members if one.top in always or getattr(one, "name", None) in asked
            ]
        # What was chosen by name has no brief form beside it.
        brief = self.noun.brief if self.just_brief else ()
        return replace(self.noun, members=tuple(members), brief=brief)

    def cut(self, record):
        """Return the JSON of a record with the members that are asked for."""
        return cut(record, self._tree)

    @cached_property
    def _tree(self):
        if self.just_brief:
            return tree_of(self.noun.brief)
        tops = {column.name: column.top for column in self.noun.typed_columns}
        kept = {*self.noun.mandatory, *(tops.get(name, name) for name in self.fields)}
        if self.brief:
            tree = tree_of(self.noun.brief)
            return {name: branch for name, branch in tree.items() if name in kept}
        return {name: None for name in self.noun.tops if name in kept}
