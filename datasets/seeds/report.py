"""What loading seed files did, or would do."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """What loading did, or would do: ids by kind, of changed ones the fields too."""

    new: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)
    same: int = 0
    gone: list = field(default_factory=list)

    @property
    def differs(self):
        """Return whether files and curated rows differ."""
        return bool(self.new or self.changed or self.gone)
