"""What is said when seed files are wrong."""

from collections import Counter

from .place import Problem
from .together import together

# More faults of one kind are told together.
_EACH = 3


class Refused(Exception):
    """Nothing was loaded; ``problems`` says why, each with file, line, row, field and value."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems

    @property
    def told(self):
        """Return the problems in lines, those of one kind together where there are many."""
        kinds = Counter(one.kind for one in self.problems if isinstance(one, Problem))
        many = [
            one for one in self.problems if isinstance(one, Problem) and kinds[one.kind] > _EACH
        ]
        others = [one for one in self.problems if one not in many]
        grouped = together(((*one.kind, one.where) for one in many), "row")
        return "\n".join([*others, *grouped])
