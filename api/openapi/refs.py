"""Pieces of the description: references by the names of components, and schemas of objects."""

from functools import partial


def ref(kind, name):
    """Return the reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


schema_ref = partial(ref, "schemas")


def title(noun):
    """Return the name of the component that describes a record."""
    return noun.name.capitalize()


def object_of(properties, optional=()):
    """Return the schema of an object with these members; more may be added later."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }
