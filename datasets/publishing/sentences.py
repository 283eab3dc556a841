"""The sentence that readers would get of a curated figure, findings left out."""

from collections.abc import Collection

from datasets.analysis.assessment import UNREMARKABLE
from datasets.analysis.caveat_inheritance import CaveatInheritance
from datasets.models import Dataset
from datasets.records.observation import reported

from .related_rows import RelatedRows
from .reported_figures import ReportedFigures


def sentences(dataset: str, figures: Collection[str]) -> dict[str, str]:
    """Return the statement of each figure by id, or why it could not be published."""
    related = RelatedRows(Dataset.objects.get(pk=dataset))
    made = ReportedFigures(related, CaveatInheritance.load())
    told = {}
    for figure in made.named(set(figures)):
        if figure.problems:
            told[figure.slug] = f"could not be published: {figure.problems[0]}"
        else:
            told[figure.slug] = str(reported.serialize(figure, UNREMARKABLE)["statement"])
    return told
