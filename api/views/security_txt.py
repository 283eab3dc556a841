"""Where a vulnerability is reported, as RFC 9116 has it."""

import datetime
import re
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from rest_framework.response import Response

from api.requests import problems

from .base import OneFormView
from .forms_of_one import TEXT

# The standard asks for less than a year. What is computed goes on being valid.
VALID_DAYS = 180
AS_URI = re.compile(r"(?:https://|mailto:|tel:)[!-~]+")
MAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")


class SecurityTxtView(OneFormView):
    """Who is told of a vulnerability: whoever runs this installation."""

    offered = (TEXT,)

    def etag(self, newest):
        """Return the ETag of the answer, which is another one each day."""
        return super().etag(f"{newest} {_expires()}")

    def answer(self, request, snapshot):
        """Return the file; 404 where nobody can be told."""
        contact = _uri(settings.CONTACT)
        if not contact:
            told = "whoever runs this service has set no CONTACT that a program can write to"
            raise problems.Problem(404, told)
        here = urljoin(self.base(), reverse("security-txt"))
        lines = (
            f"Contact: {contact}",
            f"Expires: {_expires():%Y-%m-%dT00:00:00Z}",
            "Preferred-Languages: en",
            f"Canonical: {here}",
        )
        return Response("".join(f"{line}\n" for line in lines).encode())


def _expires():
    return datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=VALID_DAYS)


def _uri(contact):
    """Return the contact as the standard has it, None where it is no address."""
    if AS_URI.fullmatch(contact):
        return contact
    return f"mailto:{contact}" if MAIL.fullmatch(contact) else None
