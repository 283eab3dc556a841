"""What a language model must know before it repeats a number from here: llms.txt."""

from urllib.parse import urljoin

from rest_framework.response import Response

from datasets.interchange.entry import NAME, WHAT

from .base import OneFormView
from .catalogue_entries import entries
from .documentation import DOCS
from .forms_of_one import TEXT


class LlmsView(OneFormView):
    """What a language model must know before it repeats a number from here."""

    offered = (TEXT,)

    def answer(self, request, snapshot):
        links_of = {
            "Datasets": [
                (
                    _one_line(entry.record["title"]),
                    entry.address(self.base()),
                    _one_line(entry.record["description"]),
                )
                for entry in entries(snapshot)
            ],
            "Documentation": [
                (doc.title, urljoin(self.base(), doc.address), doc.says) for doc in DOCS
            ],
            "Addresses": [
                (name, urljoin(self.base(), path), what) for name, path, what in ADDRESSES
            ],
        }
        sections = [
            "\n".join(
                [f"## {title}", "", *(f"- [{name}]({to}): {what}" for name, to, what in links)]
            )
            for title, links in links_of.items()
            if links
        ]
        text = "\n\n".join([f"# {NAME}", f"> {WHAT}", LAW, *sections]) + "\n"
        return Response(text.encode())


LAW = """\
No number goes without its caveats. Whoever repeats a figure from here repeats with it who counted
it, its unit and its period, and what is known to be wrong with it: `statement` is a sentence that
does so, `caveat_text` has every caveat, `bias` says which way it is likely wrong, and `cite_as` how
to cite it. `lower_bound` and `upper_bound` are what can be concluded. A document may say something
else than the origin counted: `alterations` and the citations of a figure tell what became of it;
`rounded` is no change.
Parameters that an address does not know are refused, never ignored."""
ADDRESSES = (
    (
        "Observations",
        "/api/v1/observations",
        "all figures, with filters, in pages; `q=` and the words of a claim, as it was read, look "
        "it up, and a whole sentence goes to `/api/v1/search?q=`; below each figure are "
        "`/citations`, `/history` and `/provenance`",
    ),
    ("Observations as CSV", "/api/v1/observations.csv", "the same, whole"),
    ("Checks", "/api/v1/checks", "where figures contradict or explain one another"),
    (
        "Questions",
        "/api/v1/questions",
        "what figures of several origins are about: each answer with its caveats, and whether they "
        "agree",
    ),
    ("Gaps", "/api/v1/gaps", "what is missing, and how many figures hang on it, most first"),
    ("Changes", "/api/v1/changes", "what releases added, corrected and withdrew, and why"),
    ("OpenAPI", "/api/v1/openapi.json", "every address and parameter"),
    ("Try it out", "/api/v1/docs", "the same for people"),
    ("Catalogue", "/catalog.jsonld", "the datasets and their files, in DCAT-AP"),
    ("News", "/feed.atom", "releases and corrections"),
)


def _one_line(text):
    return " ".join(text.split())
