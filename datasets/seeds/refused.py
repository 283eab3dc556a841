"""What is said when seed files are wrong."""

from collections import Counter

from .place import Problem
from .together import together

# More faults of one kind are told together.
_EACH = 3


class Refused(Exception):
    """Nothing was loaded; ``problems`` says why, each with file, line, row, field and value.

    They stand in the order of the files and their lines, and first what is no row's.
    """

    def __init__(self, problems):
        self.problems = sorted(problems, key=_order)
        super().__init__("\n".join(self.problems))

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


def _order(problem):
    return problem.order if isinstance(problem, Problem) else ("", 0, 0)
