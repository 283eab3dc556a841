"""What reading and storing a document raises where whoever made it gave it another form."""

from django.db import DataError, InterfaceError, ProgrammingError

# A forged document may lack any member, have another type in its place, or one that is too large.
FORGERY_ERRORS = (
    *(LookupError, TypeError, ValueError, AttributeError, OverflowError),
    *(DataError, InterfaceError, ProgrammingError),
)
