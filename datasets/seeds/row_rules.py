"""The rules of one row: of each of its fields, and those that the database knows."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q

from .files import name_in_file
from .place import found
from .values import expected_instead


def field_problems(instance, without=()):
    """Yield (field, value, message) of the fields that hold what they may not."""
    pointing = [
        column.name
        for column in instance._meta.concrete_fields
        if column.is_relation and getattr(instance, column.attname)
    ]
    try:
        instance.clean_fields(exclude={*pointing, *without})
    except ValidationError as error:
        for name, wrongs in error.error_dict.items():
            column = instance._meta.get_field(name)
            value = getattr(instance, column.attname)
            for wrong in wrongs:
                yield name, value, expected_instead(column, value, wrong)


def constraint_problems(instance):
    """Yield (message, fields with their values) of the constraints that the instance breaks."""
    constraints = instance._meta.constraints
    checks = [one for one in constraints if isinstance(one, CheckConstraint)]
    if not checks or not _broken(_all(checks), instance):
        return
    for check in checks:
        if message := _broken(check, instance):
            about = ", ".join(
                found(name_in_file(type(instance), column.name), value)
                for column in instance._meta.concrete_fields
                if column.name in check.condition.referenced_base_fields
                and (value := getattr(instance, column.attname)) not in (None, "")
            )
            yield message, about


def _all(checks):
    """Return one constraint that holds where all of them hold: one query instead of many."""
    return CheckConstraint(condition=Q(*(check.condition for check in checks)), name="all")


def _broken(check, instance):
    """Return the message of the constraint if the instance breaks it."""
    try:
        check.validate(type(instance), instance)
    except ValidationError as error:
        return error.messages[0]
    return None
