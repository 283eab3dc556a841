"""What documents that were seen give a dataset's figures as, where they give something else."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q

from datasets.analysis.checks.question import Question
from datasets.analysis.checks.quotations import Quotation, Quotations
from datasets.analysis.citation_chain import OBJECTING, REMARKS
from datasets.analysis.derivations import Derived
from datasets.analysis.readings import Reading, origin_reading
from datasets.analysis.reported_figure import ReportedFigure
from datasets.analysis.rows import ObservationRow
from datasets.models import Citation, Document, Input, Observation
from datasets.models.reported import REPORTED

from . import curated_rows
from .related_rows import RelatedRows
from .reported_figures import ReportedFigures


def quotations(
    figures: ReportedFigures,
    derived: Collection[Derived],
    related: RelatedRows,
    superseded: Collection[str],
) -> Quotations:
    """The Quotations of all chains in which a document gives something else, or objects.

    A chain that breaks a rule has no reading; publishing refuses it, and says why.
    """
    own = Citation.objects.filter(observation__dataset=related.dataset)
    as_before = {f"reported_{name}": "" for name in REPORTED}
    fallen = Document.objects.exclude(retracted="", corrected="")
    told = own.exclude(**as_before) | own.filter(Q(relation__in=OBJECTING) | Q(document__in=fallen))
    counted = Input.objects.filter(observation__dataset=related.dataset, document__in=fallen)
    slugs = {
        slug
        for rows in (told, counted)
        for slug in rows.order_by().values_list("observation_id", flat=True)
    }
    sound = [figure for figure in figures.named(slugs) if not figure.problems]
    quoted = [one for figure in sound for one in _of_figure(figure)]
    of_dates = [one for computed in derived for one in computed.objections]
    objections = [one for figure in sound for one in figure.objections] + of_dates
    return Quotations(quoted, _facts(quoted, related), set(superseded), objections)


def _of_figure(figure: ReportedFigure) -> Iterator[Quotation]:
    for citation, hop in zip(figure.citations, figure.hops, strict=True):
        if citation.relation not in (*OBJECTING, REMARKS) and hop.reading is not None:
            yield Quotation(
                figure.slug,
                citation.hop,
                citation.document_id,
                figure.origin.slug,
                hop.reading,
                figure.observation.event_id,
            )


def _facts(
    quoted: Sequence[Quotation], related: RelatedRows
) -> dict[tuple[str, Question], dict[str, Reading]]:
    """What the origins themselves answered to what they are quoted on."""
    asked = {(one.origin, one.question) for one in quoted if one.question}
    rows = Observation.objects.with_print().filter(
        dataset=related.dataset,
        measure__in={question.measure for _, question in asked},
        origin__in={origin for origin, _ in asked},
    )
    facts: dict[tuple[str, Question], dict[str, Reading]] = defaultdict(dict)
    for row in curated_rows.rows_of(ObservationRow, rows):
        reading = origin_reading(row, related.measures, related.units)
        question = Quotation(row.slug, 0, "", row.origin_id, reading, row.event_id).question
        if question and (row.origin_id, question) in asked:
            facts[row.origin_id, question][row.slug] = reading
    return facts
