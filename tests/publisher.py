"""A process that publishes the herons in a child of its own, for whoever means to kill it.

At a line it answers the child's number, at the next how the child ended; and so on.
"""

import os
import sys

import django


def main():
    """Fork for every line; what a child needs is imported before."""
    django.setup()
    from datasets import publishing
    from datasets.releases.release_day import today

    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            publishing.publish("herons", on=today(), note="Another walk.")
            os._exit(0)
        answer(child)
        sys.stdin.readline()
        answer(os.waitpid(child, 0)[1])


def answer(number):
    """Write a number on a line of its own."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
