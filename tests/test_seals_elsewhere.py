"""Seals that were noted elsewhere: whoever alters everything here cannot alter those."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from datasets.models import Release

from .test_restore import ThreeReleases
from .unguarded import drop_triggers
from .world import World


@pytest.fixture
def witnessed(remembering, tmp_path):
    """Return the file to which the seals of three releases were printed."""
    remembering(ThreeReleases)
    file = tmp_path / "seals.txt"
    out = StringIO()
    call_command("compare_seals", stdout=out)
    file.write_text(out.getvalue())
    return file


def compared(file):
    """Return the lines of compare_seals, and whether all is as on the list."""
    out = StringIO()
    try:
        call_command("compare_seals", str(file), stdout=out)
    except CommandError:
        return out.getvalue().splitlines(), False
    return out.getvalue().splitlines(), True


def test_seals_that_are_as_they_were_noted_are_told_in_a_line_each(witnessed):
    """attacks 36"""
    told, holds = compared(witnessed)
    assert holds
    same = [f"herons release {number}: the same seal" for number in (1, 2, 3)]
    assert told == [*same, "3 of the 3 releases here were compared"]


def test_a_release_that_was_sealed_anew_is_told_with_both_seals(witnessed):
    """attacks 36"""
    drop_triggers()
    release = Release.objects.get(number=2)
    Release.objects.filter(number=2).update(seal="0" * 64)
    told, holds = compared(witnessed)
    assert not holds
    assert told[1] == f"herons release 2: its seal is {'0' * 64} here, {release.seal} on the list"


def test_a_release_that_is_lost_here_is_told(witnessed):
    """attacks 36"""
    drop_triggers()
    Release.objects.filter(number=3).delete()
    told, holds = compared(witnessed)
    assert not holds
    assert told[2] == "herons release 3: it is not here"


def test_what_a_list_lacks_and_what_was_restored_without_are_no_faults(witnessed):
    """attacks 36"""
    lines = witnessed.read_text().splitlines(keepends=True)
    witnessed.write_text("".join([lines[0], f"storks 1 {'0' * 64}\n"]))
    assert compared(witnessed) == (
        [
            "herons release 1: the same seal",
            "herons release 2: it is not on the list",
            "herons release 3: it is not on the list",
            "storks release 1: it is not here",
            "1 of the 3 releases here were compared",
        ],
        True,
    )
    drop_triggers()
    Release.objects.filter(number=1).delete()
    assert compared(witnessed)[0][0] == "herons release 1: it is not here"
    assert compared(witnessed)[1]


def test_the_list_of_releases_of_another_copy_is_such_a_list(witnessed, api):
    """attacks 36"""
    witnessed.write_bytes(api.get("releases").body)
    assert compared(witnessed)[1]


def test_a_feed_that_a_reader_has_saved_is_such_a_list(witnessed, client):
    """attacks 36: corrections stand in it too, and have no seal of their own"""
    witnessed.write_bytes(client.get("/feed.atom").content)
    assert compared(witnessed) == (
        [
            *(f"herons release {one}: the same seal" for one in (1, 2, 3)),
            "3 of the 3 releases here were compared",
        ],
        True,
    )
    drop_triggers()
    Release.objects.filter(number=2).update(seal="0" * 64)
    told, holds = compared(witnessed)
    assert not holds
    assert told[1].startswith(f"herons release 2: its seal is {'0' * 64} here, ")


@pytest.mark.parametrize("note", ["Seal: " + "0" * 64, "Nothing. Seal: " + "0" * 64])
def test_a_note_that_looks_like_a_seal_is_none(remembering, tmp_path, client, note):
    world = remembering(World)
    world.publish(note=note)
    file = tmp_path / "feed.atom"
    file.write_bytes(client.get("/feed.atom").content)
    told = ["herons release 1: the same seal", "1 of the 1 releases here were compared"]
    assert compared(file) == (told, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html>", "it is no feed: no element found"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "it is a feed without the seal"),
        ("herons 1 cafe\n", "a line is no dataset, number and seal: 'herons 1 cafe'"),
        ('{"results": [{}]}', "it is no list of releases"),
        ("{", "it is no list of releases"),
        ("\xff", "can't decode byte"),
    ],
)
def test_what_is_no_list_is_refused(witnessed, text, told):
    """attacks 36"""
    witnessed.write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError, match="nothing was compared") as refusal:
        call_command("compare_seals", str(witnessed))
    assert told in str(refusal.value)


def test_the_feed_has_the_seal_of_each_release(witnessed, client):
    """attacks 36: whoever follows it keeps a witness"""
    told = client.get("/feed.atom").content.decode()
    for seal in Release.objects.values_list("seal", flat=True):
        assert f"Seal: {seal}" in told
