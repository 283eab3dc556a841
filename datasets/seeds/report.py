"""What loading seed files did, or would do."""

from dataclasses import dataclass, field

# How much of a text is told where it changed.
_TOLD = 80


@dataclass
class Report:
    """What loading did, or would do: ids by kind, of changed ones {field: (old, new)} too."""

    new: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    same: int = 0
    gone: list = field(default_factory=list)
    foreseen: list = field(default_factory=list)

    @property
    def differs(self):
        """Return whether files and curated rows differ."""
        return bool(self.new or self.changed or self.gone)

    def lines(self, mood=""):
        """Return what is to be told of it, each row with the fields that changed."""
        told = [f"{mood}new: {name}" for name in self.new]
        for name, fields in self.changed.items():
            told.append(f"{mood}changed: {name}")
            told += [f"  {what}: {said(old)} → {said(new)}" for what, (old, new) in fields.items()]
        return [*told, *(f"{mood}gone: {name}" for name in self.gone)]

    @property
    def counts(self):
        """Return the numbers of rows in a sentence."""
        counts = f"{len(self.new)} new, {len(self.changed)} changed"
        return f"seeds: {counts}, {self.same} same, {len(self.gone)} gone"


def said(value):
    """Return a value as reports tell it, cut short."""
    if value in ("", None, [], {}):
        return "nothing"
    text = str(value)
    return f"“{text[:_TOLD]}…”" if len(text) > _TOLD else f"“{text}”"
