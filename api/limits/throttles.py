"""How many requests one client may make a minute: many to read, few for what is made for them."""

import time
from dataclasses import dataclass

from rest_framework.throttling import BaseThrottle

from . import client, counts


@dataclass(frozen=True)
class Policy:
    """So many requests in so many seconds."""

    name: str
    most: int
    seconds: int


READING = Policy("reading", 600, 60)
MAKING = Policy("making", 10, 60)


class Throttle(BaseThrottle):
    """Counts the requests of a client; this machine's own are not counted."""

    policy = READING

    def allow_request(self, request, view):
        """Return whether the client may ask once more; ``request.limits`` says what is left."""
        who = client.address(request)
        if who is None:
            return True
        policy, now = self.policy, int(time.time())
        count, began = counts.counted(f"{policy.name} {who}", policy.seconds, now)
        self._left = began + policy.seconds - now
        limits = getattr(request, "limits", ())
        request.limits = (*limits, (policy, max(policy.most - count, 0), self._left))
        return count <= policy.most

    def wait(self):
        """Return after how many seconds the client may ask again."""
        return self._left


class MakingThrottle(Throttle):
    """Counts what is made for one request: a file that is not stored as it is asked for."""

    policy = MAKING


def made_for(view):
    """Count a file that a view is about to make; Throttled where there were too many."""
    throttle = MakingThrottle()
    if not throttle.allow_request(view.request, view):
        view.throttled(view.request, throttle.wait())


def headers(request):
    """Return the headers that tell what is allowed and left (draft-ietf-httpapi-ratelimit)."""
    limits = getattr(request, "limits", ())
    if not limits:
        return {}
    policies = [f'"{one.name}";q={one.most};w={one.seconds}' for one, _, _ in limits]
    left = [f'"{one.name}";r={remaining};t={seconds}' for one, remaining, seconds in limits]
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}
