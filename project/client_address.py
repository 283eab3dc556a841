"""Whose request it is, for counting."""

from ipaddress import ip_address, ip_network

from django.conf import settings


def client_address(request):
    """Return the address that a request came from; of IPv6 its network, which one client has.

    The header of a proxy is believed where there is one (PROXY=1), and only what it added itself.
    """
    sender = request.META["REMOTE_ADDR"]
    if settings.PROXY:
        sender = request.headers.get("X-Forwarded-For", sender).rpartition(",")[2].strip()
    try:
        address = ip_address(sender)
    except ValueError:
        # A proxy on this machine that speaks by a socket, or one that tells no address.
        return ""
    if address.version == 6 and not address.ipv4_mapped:
        return str(ip_network(f"{address}/64", strict=False))
    return str(address)
