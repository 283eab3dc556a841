"""How a figure is cited that nobody saw in its first text: through which one it is known."""

from datasets.models import Citation

LETTER = "“The letter”, 2023-05-01 (not seen)"
GAZETTE = "“The gazette-june”, 2023-06-20 (a part of it was read)"


def cited(clubs, api, **of_gazette):
    """Return how a figure is cited that the Gazette has from a letter that nobody saw."""
    clubs.document("letter", source_id="trust", published="2023-05-01", seen="cited_only")
    clubs.rival("told", document="letter")
    clubs.cite("told", 2, "gazette-june", via=1, **of_gazette)
    clubs.publish()
    told = api.json("observations/told")["cite_as"]
    return told.removesuffix("; in: Caveat, Herons at Mill Lake, release 1, told.")


def test_a_figure_of_a_text_that_nobody_saw_is_cited_as_reported_by_one_that_was_seen(clubs, api):
    assert cited(clubs, api) == f"The trust, {LETTER}, as reported by the Gazette, {GAZETTE}"


def test_a_text_that_gives_another_number_is_not_said_to_report_the_figure(clubs, api):
    told = cited(clubs, api, reported_value="60", as_printed="60")
    assert told == (
        f"The trust, {LETTER}, as Caveat’s editors reconstruct it from the Gazette, {GAZETTE}"
    )


def test_a_text_that_gives_another_period_is_read_by_caveat(clubs, api):
    told = cited(clubs, api, reported_period="2023")
    assert told == f"The trust, {LETTER}, as Caveat reads the Gazette, {GAZETTE}"


def test_a_figure_that_was_not_seen_in_the_part_of_a_text_that_was_read_says_so(clubs, api):
    clubs.document("letter", source_id="trust", published="2023-05-01", seen="excerpt")
    clubs.rival("told", document="letter")
    Citation.objects.filter(observation="told", hop=1).update(relation="unknown")
    clubs.cite("told", 2, "gazette-june", via=1)
    clubs.publish()
    assert api.json("observations/told")["cite_as"].startswith(
        "The trust, “The letter”, 2023-05-01 (a part of it was read; the figure was not seen in "
        f"it), as reported by the Gazette, {GAZETTE}; in:"
    )


def test_a_figure_through_two_unseen_hands_names_both_and_who_was_read(clubs, api):
    clubs.document("radio", source_id="warden", published="2023-05-01", seen="cited_only")
    clubs.rival("told", document="radio")
    clubs.cite("told", 2, "gazette-june", via=1)
    clubs.publish()
    assert api.json("observations/told")["cite_as"].startswith(
        "The trust, as reported by the warden, “The radio”, 2023-05-01 (not seen), "
        f"as reported in turn by the Gazette, {GAZETTE}; in:"
    )
