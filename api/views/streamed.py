"""An export as it is sent: in a coding, whole, or one range of it; never other than declared."""

from django.http import StreamingHttpResponse

from api.requests import coding, ranges
from datasets.store import streams


def response(view, blocks, length, headers, in_ranges=False):
    """Return the answer that sends the blocks, ``length`` bytes together; HEAD runs none of them.

    How long a coded body is nobody knows before its end. It declares the length of what is coded,
    and breaks off before its last bytes where the blocks are not as long as that.
    """
    blocks, part = streams.exact_length(blocks, length), None
    if view.coding and length >= coding.LEAST_BYTES:
        blocks = coding.coded(view.coding, blocks, length)
        told = {"Content-Encoding": view.coding, "Identity-Length": str(length)}
    else:
        part = ranges.asked(view.request, length, headers["ETag"]) if in_ranges else None
        blocks = ranges.cut(blocks, *part) if part else blocks
        told = ranges.headers(part, length)
    accepted = "bytes" if in_ranges and "Content-Encoding" not in told else "none"
    headers = headers | told | {"Accept-Ranges": accepted}
    if view.request.method == "HEAD":
        return head(view, headers)
    return StreamingHttpResponse(
        streams.primed(blocks),
        status=206 if part else 200,
        content_type=view.fmt.content_type,
        headers=headers,
    )


def head(view, headers):
    """Return the answer to HEAD, with what is known of the headers before a file is made."""
    return StreamingHttpResponse((), content_type=view.fmt.content_type, headers=headers)
