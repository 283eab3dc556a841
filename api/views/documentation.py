"""The documentation that is served: which files, and where each stands."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Doc:
    """A served page: the name of its file, what links call it, and what it is about."""

    name: str
    title: str
    says: str

    @property
    def file(self):
        """Return the name of its file."""
        return f"{self.name}.md"

    @property
    def url_name(self):
        """Return the name of its address."""
        return f"docs-{self.name}"

    @property
    def address(self):
        """Return the path of its page."""
        return reverse(self.url_name)


DOCS = (
    Doc("questions", "Questions", "what people ask, each with its request; the CSV in many tools"),
    Doc("api", "The API", "every address, parameter, column and error"),
    Doc("model", "The model", "every rule with an example: bounds, caveats, bias, checks, totals"),
    Doc(
        "your-own-numbers",
        "Your own numbers",
        "from a sheet, by hand or by a map to a dataset of your own",
    ),
    Doc("stability", "Stability", "what stays, what may be added, fair use"),
)
