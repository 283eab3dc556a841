"""The valid word that somebody most likely meant."""

from difflib import get_close_matches


def nearest(word, valid, likeness=0.55):
    """Return the valid word closest to ``word``, None when none is as like it, from 0 to 1."""
    matches = get_close_matches(word[:200], list(valid), n=1, cutoff=likeness)
    return matches[0] if matches else None


def suggestion(word, valid):
    """Return the sentence end that names the nearest valid word, empty when none is close."""
    close = nearest(word, valid)
    return f"; did you mean “{close}”?" if close else ""
