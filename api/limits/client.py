"""Who asks, and whether they still wait for the answer."""

import re
import select
from ipaddress import ip_address, ip_network

from django.conf import settings

from api.requests.problems import Problem

# Not every system tells that the other side has stopped sending; the end of the connection all do.
GONE = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR

# What some proxies write of whom they answer: the port, which differs each time, stands behind.
WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+", re.ASCII)
# All whose address cannot be read are counted as one: otherwise each could be as many as it likes.
UNKNOWN = "unknown"


class ClientGone(Problem):
    """Whoever asked has closed the connection: what is made now is made for nobody."""

    def __init__(self):
        super().__init__(499, "the client closed the connection before it was answered")


def stay(request):
    """Raise ClientGone where the client has closed the connection that it asked on.

    A proxy closes its own when its client does. Where the server does not show the connection,
    nobody is taken for gone.
    """
    connection = request.META.get("gunicorn.socket")
    if connection is None:
        return
    poll = select.poll()
    poll.register(connection, GONE)
    if poll.poll(0):
        raise ClientGone


def address(request):
    """Return the address whose requests are counted together, None for this machine.

    The last one in X-Forwarded-For is whom the proxy answers; those before it are anybody's words.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY and _is_proxy(peer):
        peer = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or peer
    if not peer:
        return None
    if with_port := WITH_PORT.fullmatch(peer):
        peer = with_port[1] or with_port[2]
    try:
        found = ip_address(peer)
    except ValueError:
        return UNKNOWN
    found = getattr(found, "ipv4_mapped", None) or found
    if found.is_loopback:
        return None
    # Whoever has one address of IPv6 has as many as they like.
    return str(found if found.version == 4 else ip_network((found, 64), strict=False))


def _is_proxy(peer):
    # A socket in the file system has no address: only the proxy is let to it.
    if not peer or "*" in settings.PROXY_ADDRESSES:
        return True
    return any(ip_address(peer) in ip_network(one) for one in settings.PROXY_ADDRESSES)
