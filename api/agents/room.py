"""How much an answer holds: whole entries while there is room, and a word on what is not there."""

MOST_BYTES = 8_000
# What a cursor of ids as long as they may be takes.
OF_A_CURSOR = 400
CUT = " […]"


def fits(text):
    """Return whether a text is short enough for an answer."""
    return len(text.encode()) < MOST_BYTES


def most_that_fit(number, compose):
    """Return of how many entries ``compose`` makes a text that fits, 0 where one is too long."""
    return next((shown for shown in range(number, 0, -1) if fits(compose(shown))), 0)


def shortened(lines, whole, tail=()):
    """Return the lines as text; the last ones, and what is left out is said, where they are long.

    ``whole`` is the address of all of them, ``tail`` are lines that stay in any case.
    """
    text = "\n".join([*lines, *tail])
    if fits(text):
        return text

    def compose(kept):
        left = (
            f"SHORTENED: {len(lines) - kept} lines of this are left out, and caveats may be among "
            f"them. Read all of it before you pass the figure on: {whole}"
        )
        return "\n".join([*lines[:kept], left, *tail])

    kept = most_that_fit(len(lines) - 1, compose)
    return compose(kept) if kept else cut("\n".join([compose(0), lines[0]]))


def cut(text):
    """Return a text, its end left out where it is too long."""
    if fits(text):
        return text
    return text.encode()[: MOST_BYTES - 1 - len(CUT.encode())].decode(errors="ignore") + CUT
