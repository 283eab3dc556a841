"""What tests of the rules ask of the API: the checks, and what they found."""

import csv
import io


def checks(api, query=""):
    """Return the records of the checks."""
    return api.json(f"checks{query}")["results"]


def found(api, *rules):
    """Return [(rule, figures)] of what was found, by all rules or by some."""
    return sorted(
        (one["rule"], " ".join(one["observations"]))
        for one in checks(api)
        if not rules or one["rule"] in rules
    )


def finding(api, rule):
    """Return the only record of a rule."""
    (record,) = checks(api, f"?rule={rule}")
    return record


def figure(api, slug):
    """Return the record of a figure."""
    return api.json(f"observations/{slug}")


def rows(api, path):
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(api.get(path).body.decode())))
