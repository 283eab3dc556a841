"""What seed files may leave out: blank rows, comments, first hops, numbers of hops, repetition."""

import pytest

from datasets import seeds
from datasets.models import Citation, Observation

from .seed_folder import CAVEATS, CITATIONS, DOCUMENTS, FIGURE, OBSERVATIONS, Seeds, csv_of

COLUMNS = (
    "id,measure,area,period_printed,period,quantity,value,comparator,status,origin,credibility"
)
SHORT = f"""# Counted from the shore.
{COLUMNS},first,first_printed

nests-2023,nests-counted,mill-lake,this spring,2023-03/2023-05,level,41,eq,A,bird-club,2,\
club-report,"forty-one, 41"
# "Last year's", counted later
nests-2022,nests-counted,mill-lake,last spring,2022-03/2022-05,level,38,eq,A,bird-club,2,\
club-report,38
,,,,,,,,,,,,
"""
MANY = """observation,via,document,basis,relation
nests-2022; nests-2023,club-report,gazette-june,stated,paraphrases
nests-2023,gazette-june,echo,matched,quotes
"""
ECHO = """
[[document]]
id = "echo"
title = "Herons, they say"
source = "gazette"
kind = "article"
published = "2023-07-20"
language = "en"
no_address = "It is on paper."
seen = "read"
"""


@pytest.fixture
def files(db, tmp_path, settings):
    """Return the seed folder with short files, nothing of it loaded."""
    settings.SEEDS_DIR = tmp_path
    folder = Seeds(tmp_path)
    folder.write(OBSERVATIONS, SHORT)
    folder.write(CITATIONS, MANY)
    folder.append(DOCUMENTS, ECHO)
    return folder


def chain(slug):
    """Return the hops of a figure: number, the one before, document, what it prints."""
    citations = Citation.objects.filter(observation=slug).order_by("hop")
    return [*citations.values_list("hop", "via", "document", "as_printed")]


def test_first_hops_stand_beside_their_figures_and_others_are_numbered(files):
    files.load()
    assert chain("nests-2022") == [
        (1, None, "club-report", "38"),
        (2, 1, "gazette-june", ""),
    ]
    assert chain("nests-2023") == [
        (1, None, "club-report", "forty-one, 41"),
        (2, 1, "gazette-june", ""),
        (3, 2, "echo", ""),
    ]


def test_comments_and_blank_rows_are_passed_over_and_do_not_move_lines(files):
    files.edit(OBSERVATIONS, ",38,eq", ",38,equal")
    (problem,) = files.refused()
    assert problem.startswith("herons/observations.csv:6: row 2 (nests-2022) comparator “equal”")


def test_a_row_may_go_over_lines_that_begin_like_comments(files):
    files.edit(OBSERVATIONS, '"forty-one, 41"', '"41"')
    files.edit(OBSERVATIONS, "last spring", '"last\n# spring"')
    with pytest.raises(seeds.Refused) as refused:
        files.load()
    # It was read as one text of two lines, which no period is.
    assert r"period_printed “last\n# spring”: LINE FEED (U+000A)" in str(refused.value)


def test_the_same_in_full_is_the_same(files):
    files.load()
    full = [
        ("nests-2022", "1", "", "club-report", "", "publishes", "38"),
        ("nests-2022", "2", "1", "gazette-june", "stated", "paraphrases", ""),
        ("nests-2023", "1", "", "club-report", "", "publishes", '"forty-one, 41"'),
        ("nests-2023", "2", "1", "gazette-june", "stated", "paraphrases", ""),
        ("nests-2023", "3", "2", "echo", "matched", "quotes", ""),
    ]
    columns = ("observation", "hop", "via", "document", "basis", "relation", "as_printed")
    rows = [dict(zip(columns, row, strict=True)) for row in full]
    files.write(CITATIONS, csv_of("citations.csv", *rows))
    figures = [
        FIGURE | {"inputs": "", "caveats_reviewed_on": ""},
        FIGURE
        | {"id": "nests-2022", "period_printed": "last spring", "period": "2022-03/2022-05"}
        | {"value": "38", "inputs": "", "caveats_reviewed_on": ""},
    ]
    files.write(OBSERVATIONS, csv_of("observations.csv", *figures))
    assert not files.load(check=True).differs


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (",gazette-june,echo", ",club-log,echo", "“club-log”: no earlier hop of nests-2023 in"),
        (",gazette-june,echo", ",echo,echo", "via “echo”: no earlier hop"),
        ("nests-2022;", "nests-2021;", "no such observation in herons/observations.csv; did you"),
        ("nests-2022;", "nests-2022;;", "observation: is missing"),
    ],
)
def test_what_is_short_and_wrong_is_refused_with_its_line(files, old, new, why):
    files.edit(CITATIONS, old, new)
    files.refused(why, "herons/citations.csv:")


def test_a_document_that_gives_a_figure_twice_is_no_earlier_hop_by_itself(files):
    files.append(
        CITATIONS,
        "nests-2023,1,gazette-june,stated,quotes\nnests-2023,gazette-june,echo,stated,quotes\n",
    )
    files.refused(
        "via “gazette-june”: several earlier hops of nests-2023 in this document: expected",
    )


def test_a_first_hop_that_stands_in_both_files_is_refused(files):
    files.write(CITATIONS, "observation,hop,document,relation\nnests-2023,1,echo,publishes\n")
    files.refused(
        "citations.csv:2: row 1 (nests-2023): stands already in herons/observations.csv:4",
    )


def test_a_figure_without_a_first_document_has_no_hop(files):
    files.edit(OBSERVATIONS, 'club-report,"forty-one, 41"', ",")
    files.write(CITATIONS, "observation,hop,document,relation\n")
    files.load()
    assert chain("nests-2023") == []
    assert Observation.objects.count() == 2


def test_a_value_that_was_changed_alone_is_told_with_the_column_that_still_has_the_old_one(files):
    files.edit(OBSERVATIONS, ",38,eq", ",83,eq")
    (problem,) = files.refused()
    assert problem == (
        "herons/observations.csv:6: row 2 (nests-2022) first_printed “38”: it prints another "
        "number than the figure’s 83: change both, or give the document a line in citations.csv "
        "that says what it prints, and in reported_value what that means"
    )


def test_a_first_document_that_is_not_there_is_told_in_the_column_that_names_it(files):
    files.edit(OBSERVATIONS, "club-report,38", "club-repport,38")
    *_, problem = files.refused()
    assert problem.startswith(
        "herons/observations.csv:6: row 2 (nests-2022) first “club-repport”: there is no such"
    )


def test_a_caveat_that_a_figure_names_and_whose_attach_is_no_list_is_refused(files):
    files.edit(CAVEATS, '["document:club-log"]', "5")
    files.write(
        OBSERVATIONS,
        SHORT.replace("first_printed\n", "first_printed,caveats\n")
        .replace('forty-one, 41"', 'forty-one, 41",hidden-nests')
        .replace("club-report,38\n", "club-report,38,\n"),
    )
    files.refused("attach “5”: expected a list in square brackets")
