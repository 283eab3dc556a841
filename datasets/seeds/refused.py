"""What is said when seed files are wrong."""


class Refused(Exception):
    """Nothing was loaded; ``problems`` says why, each with file, line, row, field and value."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems
