"""What breaks services, tried on this one: ``python -m tests.faults`` tries the short set."""
