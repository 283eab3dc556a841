"""What documents say against a figure: members of an observation, and of a total."""

from datasets.records.declaration import Member
from datasets.vocabularies import OBJECTION


def objection_members(path: str) -> tuple[Member, ...]:
    """Declare the members of the list at ``path``."""
    return (
        Member(
            f"{path}[].objection",
            "term",
            "What a document says against it, or against a figure that went into it.",
            vocabulary=OBJECTION,
        ),
        Member(f"{path}[].observation", "slug", "The figure that this is said against."),
        Member(f"{path}[].document", "slug", "The document that says so, or that was retracted."),
        Member(f"{path}[].source_label", "text", "The name of whoever published the document."),
        Member(f"{path}[].day", "period", "When that was said, EDTF; XXXX unknown."),
        Member(f"{path}[].number", "text", "What it gives instead.", optional=True),
        Member(
            f"{path}[].notice", "text", "What the retraction or correction says.", optional=True
        ),
    )
