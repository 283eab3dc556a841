"""Who asks, and whether they still wait for the answer."""

import select

from api.requests.problems import Problem

# Not every system tells that the other side has stopped sending; the end of the connection all do.
GONE = getattr(select, "POLLRDHUP", 0) | select.POLLHUP | select.POLLERR


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
