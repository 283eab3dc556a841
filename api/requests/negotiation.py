"""Which format a request asks for: by suffix, by ``format=`` or by ``Accept``."""

from operator import attrgetter

from django.http.request import MediaType
from rest_framework.negotiation import BaseContentNegotiation

from datasets.formats import FORMATS, MADE
from datasets.interchange.json_ld import JSON_LD
from datasets.references.formats import FORMS

from . import problems


class StrictNegotiation(BaseContentNegotiation):
    """Chooses the renderer of the one format that is asked for, and names what it refuses."""

    def select_renderer(self, request, renderers, format_suffix=None):
        """Return (renderer, media type); Problem where no format, or two at once, are asked for."""
        by_format = {renderer.fmt: renderer for renderer in renderers}
        fmt = _choose(request, format_suffix, [*by_format])
        return by_format[fmt], fmt.media_type


def _choose(request, suffix, offered):
    by_name = {fmt.name: fmt for fmt in offered}
    asked = request.query.get("format")
    if "format" in request.query.repeated:
        wrong = problems.error("format", asked, "repeated", code="repeated", expected="once")
        raise problems.Problem(400, "format: repeated", [wrong])
    for parameter, name in (("format", asked), ("suffix", suffix)):
        if name is not None and name not in by_name:
            wrong = problems.error(
                parameter,
                name,
                "unknown format" if name not in _all_names() else "not a format of this address",
                code="unknown_format",
                expected=f"one of {', '.join(by_name)}",
                valid=by_name,
            )
            typed = f"the address ends in .{name[:40]}" if parameter == "suffix" else "format"
            raise problems.Problem(400, f"{typed}: there is no format {name[:40]}", [wrong])
    if asked and suffix and asked != suffix:
        wrong = problems.error(
            "format",
            asked,
            f"the address ends in .{suffix}",
            code="conflict",
            expected=f"{suffix}, or no format=",
        )
        raise problems.Problem(400, "format: it disagrees with the suffix", [wrong])
    if asked or suffix:
        return by_name[asked or suffix]
    ranges = _ranges(request.headers.get("Accept", "*/*"))
    # What is refused by name is not taken by a wider range either.
    refused = [one for one in ranges if one.quality == 0 and one.specificity > 0]
    acceptable = [fmt for fmt in offered if not any(one.match(fmt.media_type) for one in refused)]
    for one in sorted(ranges, key=attrgetter("quality", "specificity"), reverse=True):
        for fmt in acceptable:
            if one.quality and one.match(fmt.media_type):
                return fmt
    types = ", ".join(fmt.media_type for fmt in offered)
    raise problems.Problem(406, f"nothing that Accept asks for is here: expected one of {types}")


def _ranges(accept):
    """Return the media types that are accepted, each with its quality and no other parameter.

    What charset or indent a client names changes nothing: there is one form of each format.
    """
    try:
        return [_bare(MediaType(token)) for token in accept.split(",") if token.strip()]
    except ValueError as error:
        wrong = problems.error(
            "Accept", accept, "not readable", code="not_of_form", expected="media types"
        )
        raise problems.Problem(400, "Accept: it cannot be read", [wrong]) from error


def _bare(asked):
    return MediaType(f"{asked.main_type}/{asked.sub_type};q={asked.quality}")


def _all_names():
    return {fmt.name for fmt in (*FORMATS, *MADE, *FORMS, JSON_LD)}
