"""Citations are held against the texts: what stands at its place, what moved, what is gone."""

import hashlib
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from datasets import seeds
from datasets.curation.citation_texts import paragraph_at
from datasets.models import Citation, Document

# A line of blanks divides paragraphs too, and é and 🐦 count as one character each.
SENTENCE = "The bird club counted 41 nests in the reeds, Zoé 🐦 says."
TEXT = f"Nests at the lake\n\n\n{SENTENCE} The warden doubts it.\n \t\nNobody asked the herons.\n"
FRAGMENT = "counted 41 nests"
ARTICLE = Path(settings.BASE_DIR).parent / "shared" / "seed" / "article.txt"


def place(text, words):
    """Return where the words begin and end."""
    return text.index(words), text.index(words) + len(words)


def sha256(text):
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class Library:
    """A folder with the gazette's article, and the one citation that has its place in it."""

    def __init__(self, world, folder):
        self.world, self.folder = world, folder
        self.put("article.txt", TEXT)
        Document.objects.filter(pk="gazette-june").update(sha256=sha256(TEXT))
        start, end = place(TEXT, f"{FRAGMENT} in the reeds")
        sentence_start, sentence_end = place(TEXT, SENTENCE)
        self.give(
            paragraph=2,
            start=start,
            end=end,
            fragment=FRAGMENT,
            no_words="",
            sentence_start=sentence_start,
            sentence_end=sentence_end,
            sentence_sha256=sha256(SENTENCE),
        )

    def put(self, name, text):
        """Write a file of the folder, byte for byte."""
        (self.folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, text):
        """Put another text in the place of the article, under the document's name."""
        (self.folder / "article.txt").unlink()
        self.put("gazette-june.txt", text)

    def give(self, **fields):
        """Edit the citation as a curator would."""
        Citation.objects.filter(observation="nests-2023", hop=2).update(**fields)

    def told(self):
        """Return what the command says when all is well."""
        out = StringIO()
        call_command("verify_citations", str(self.folder), stdout=out)
        return out.getvalue()

    def refused(self):
        """Return what the command says when it fails, its last word included."""
        out = StringIO()
        with pytest.raises(CommandError) as error:
            call_command("verify_citations", str(self.folder), stdout=out)
        assert error.value.returncode == 1
        return f"{out.getvalue()}{error.value}"


@pytest.fixture
def library(world, tmp_path):
    """Return the library, everything in it at its place."""
    return Library(world, tmp_path)


def test_what_stands_at_its_place_is_verified(library):
    told = library.told()
    assert "verified: document gazette-june, article.txt" in told
    assert "documents: 1 verified, 0 changed, 0 not there" in told
    assert "citations: 1 verified, 0 moved, 0 lost, 0 wrong, 0 without a place" in told


@pytest.mark.slow(reason="loads the real seeds")
@pytest.mark.skipif(not ARTICLE.exists(), reason="the article lies beside the project, not in it")
def test_the_article_verifies_completely(db):
    seeds.load(seeds.folders(settings.SEEDS_DIR))
    out = StringIO()
    call_command("verify_citations", str(ARTICLE.parent), stdout=out)
    placed = Citation.objects.filter(document="defconpress").exclude(start=None).count()
    assert placed >= 20
    assert f"citations: {placed} verified, 0 moved, 0 lost, 0 wrong" in out.getvalue()


def test_a_text_is_known_by_its_bytes_whatever_its_name(library):
    (library.folder / "article.txt").rename(library.folder / "saved from the web.html")
    library.put("gazette-june.txt", "Another text with the document's name.")
    library.put("picture.jpg", b"\xff\xd8\xff")
    assert "1 verified, 0 changed" in library.told()


def test_a_line_end_more_is_another_text(library):
    library.change(TEXT.replace("\n", "\r\n"))
    assert "0 verified, 1 changed" in library.refused()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"start": 40}, "fragment: moved: “counted 41 nests” from 40–63 to 34–50 in paragraph 2"),
        ({"end": 49}, "fragment: moved: “counted 41 nests” from 34–49 to 34–50 in paragraph 2"),
        ({"fragment": "counted 40 nests"}, "fragment: lost: “counted 40 nests” is gone"),
        ({"fragment": "counted  41 nests"}, "fragment: lost: “counted  41 nests” is gone"),
        ({"paragraph": 1}, "paragraph: wrong: 1, but it stands in paragraph 2"),
        ({"paragraph": 4}, "paragraph: wrong: 4, but it stands in paragraph 2"),
        ({"sentence_start": 19}, "sentence_sha256: wrong: the sentence in 19–"),
        ({"sentence_end": 900}, "sentence_sha256: wrong: the sentence in 20–900 is nowhere"),
        ({"sentence_sha256": "0" * 64}, "sentence_sha256: wrong: the sentence in 20–"),
        ({"end": 900, "sentence_end": 900}, "end: wrong: 34–900 lies outside of the text"),
    ],
)
def test_a_place_recorded_wrongly_is_named_with_its_field(library, fields, told):
    library.give(**fields)
    assert f"herons nests-2023 hop 2 {told}" in library.refused()


def test_words_beyond_the_end_of_the_text_are_lost(library):
    library.give(
        fragment="", start=900, end=910, sentence_start=None, sentence_end=None, sentence_sha256=""
    )
    told = library.refused()
    assert "end: lost: 900–910 lies outside of the text, which ends at " in told
    assert "paragraph: wrong: 2, but it stands in no paragraph" in told
    assert "0 verified, 0 moved, 1 lost, 0 wrong" in told


def test_the_last_sentence_ends_with_the_text(library):
    start, end = place(TEXT, "Nobody asked the herons.\n")
    place_of_it = {"start": start, "end": end, "sentence_start": start, "paragraph": 3}
    library.give(**place_of_it, fragment="", sentence_end=end, sentence_sha256=sha256(TEXT[start:]))
    assert "1 verified" in library.told()
    library.give(sentence_end=end + 1)
    assert f"sentence_sha256: lost: the sentence in {start}–{end + 1}" in library.refused()


def test_what_was_changed_before_the_figure_moves_it(library):
    library.change(f"Corrected on Monday.\n\n{TEXT}")
    told = library.refused()
    assert "changed: document gazette-june: gazette-june.txt" in told
    assert "from 34–63 to 56–72 in paragraph 3" in told
    assert "citations: 0 verified, 1 moved, 0 lost, 0 wrong" in told


def test_a_small_move_shows_in_the_sentence(library):
    library.change(TEXT.replace("Nests", "A nest"))
    told = library.refused()
    assert "sentence_sha256: moved: the sentence from 20–76 to 21–77 in paragraph 2" in told


def test_a_figure_that_is_printed_no_more_is_lost(library):
    library.change(TEXT.replace("41", "42"))
    told = library.refused()
    assert "lost: “counted 41 nests” is gone, it stood in 34–63" in told
    assert "0 verified, 0 moved, 1 lost" in told


def test_words_that_stand_several_times_are_shown_in_every_place(library):
    library.change(f"We counted 41 nests. We counted 41 nests.\n\n{TEXT}")
    told = library.refused()
    assert "to one of 3 places: 3–19 in paragraph 1, 24–40 in paragraph 1, 77–93 in" in told


def test_the_other_places_do_not_matter_while_the_words_stand_at_theirs(library):
    library.change(f"{TEXT}\n\nWe counted 41 nests.")
    told = library.refused()
    assert "1 verified, 0 moved" in told
    assert "not everything is as it is recorded" in told


def test_a_sentence_that_changed_around_the_figure_is_told(library):
    library.change(TEXT.replace("Zoé", "Ian"))
    told = library.refused()
    assert "sentence_sha256: wrong: the sentence in 20–76 is nowhere in the text" in told
    assert "0 moved, 0 lost, 1 wrong" in told


def test_without_a_fragment_the_sentence_tells_the_place(library):
    library.give(fragment="")
    assert "1 verified" in library.told()
    library.change(f"{TEXT[:19]}\n{TEXT[19:]}")
    assert "moved: the sentence from 20–76 to 21–77" in library.refused()
    library.put("gazette-june.txt", TEXT.replace("club", "clan"))
    assert "lost: the sentence in 20–76 is nowhere in the text" in library.refused()


def test_with_nothing_recorded_but_offsets_a_changed_text_loses_the_place(library):
    library.give(fragment="", sentence_start=None, sentence_end=None, sentence_sha256="")
    assert "1 verified" in library.told()
    library.change(f"{TEXT} ")
    told = library.refused()
    assert "start: lost: the text changed, and nothing tells what stood in 34–63" in told


def test_a_citation_without_a_place_is_counted_and_no_failure(library):
    library.world.cite("nests-2023", 3, "gazette-june", via=2)
    assert "1 verified, 0 moved, 0 lost, 0 wrong, 1 without a place" in library.told()


def test_documents_without_a_file_are_listed_and_no_failure(library):
    Document.objects.filter(pk="club-report").update(sha256="0" * 64)
    told = library.told()
    assert "not there: document club-report" in told
    assert "club-log" not in told
    assert "documents: 1 verified, 0 changed, 1 not there" in told


def test_a_folder_without_any_text_of_a_document_is_an_error(library):
    (library.folder / "article.txt").rename(library.folder / "gazette-june.md")
    library.put("gazette-june.md", "Something else.")
    told = library.refused()
    assert "not there: document gazette-june" in told
    assert "no file of" in told
    assert "belongs to any document" in told


def test_files_in_folders_of_the_folder_are_left_out(library):
    (library.folder / "old").mkdir()
    (library.folder / "article.txt").rename(library.folder / "old" / "article.txt")
    assert "belongs to any document" in library.refused()


@pytest.mark.parametrize("name", ["gone", "gone/further", "article.txt"])
def test_only_a_folder_can_be_searched(library, name):
    library.folder /= name
    told = library.refused()
    assert f"{library.folder} cannot be read: N" in told
    assert "Traceback" not in told


def test_a_text_that_is_not_utf_8_is_an_error(library):
    library.change(TEXT.encode("utf-16"))
    assert "gazette-june.txt is not UTF-8: byte 0 fits no character" in library.refused()
    (library.folder / "gazette-june.txt").rename(library.folder / "latin.txt")
    library.put("latin.txt", TEXT[:30].encode() + b"\xe9t\xe9")
    content = (library.folder / "latin.txt").read_bytes()
    Document.objects.update(sha256=hashlib.sha256(content).hexdigest())
    assert "latin.txt is not UTF-8: byte 30 fits no character" in library.refused()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_an_error(library):
    (library.folder / "article.txt").chmod(0)
    assert "article.txt cannot be read: Permission denied" in library.refused()


def test_a_mark_at_the_beginning_counts_as_a_character(library):
    library.put("article.txt", f"\ufeff{TEXT}")
    Document.objects.filter(pk="gazette-june").update(sha256=sha256(f"\ufeff{TEXT}"))
    assert "the sentence from 20–76 to 21–77" in library.refused()


@pytest.mark.parametrize(
    ("text", "offset", "number"),
    [
        ("one\ntwo\n\nthree", 4, 1),
        ("one\ntwo\n\nthree", 9, 2),
        ("one\ntwo\n\nthree", 8, None),
        ("\n\n\none", 3, 1),
        ("one\r\n\r\ntwo\r\n", 7, 2),
        ("one\n \t \n\n\ntwo", 10, 2),
        ("one", 3, None),
        ("", 0, None),
    ],
)
def test_paragraphs_are_divided_by_blank_lines_and_counted_from_one(text, offset, number):
    assert paragraph_at(text, offset) == number
