"""References from one part of the description to another, by the names of components."""

from functools import partial


def ref(kind, name):
    """Return the reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


schema_ref = partial(ref, "schemas")


def title(noun):
    """Return the name of the component that describes a record."""
    return noun.name.capitalize()
