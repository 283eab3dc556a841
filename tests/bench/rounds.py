"""The measurements themselves, everything interleaved: A B C, A B C, and again."""

from collections import defaultdict

from .rivals import programs
from .stage import EXPORT

REQUESTS = 300
# Slow rivals are asked less often; what they cost is told for each row and each request.
SERIALIZER_REQUESTS = 30
DATASETTE_ROUNDS = 2
STREAM = "/flat/observations.csv?_stream=on&_size=max"


def exports(rounds, caveat, flat_file, datasette, say):
    """Return {who: [Cost of the whole export]}."""
    costs = defaultdict(list)
    for turn in range(rounds):
        say(f"export, round {turn + 1} of {rounds}")
        costs["caveat"].append(caveat.download(EXPORT))
        if programs.shell_version():
            costs["sqlite3"].append(programs.dump(flat_file))
        if datasette and turn < DATASETTE_ROUNDS:
            costs["datasette"].append(datasette.download(STREAM))
    return costs


def requests(rounds, walks, servers, say):
    """Return {(place, who): [Cost of a number of pages]}."""
    costs = defaultdict(list)
    for turn in range(rounds):
        say(f"pages, round {turn + 1} of {rounds}")
        # The places of one server follow each other at once: their ratio is wanted too.
        for name, server in servers.items():
            count = SERIALIZER_REQUESTS if name == "serializers" else REQUESTS
            for place, walk_of in walks.items():
                if name in walk_of:
                    costs[place, name].append(server.pages(walk_of[name].requests(count)))
    return costs
