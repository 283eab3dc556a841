"""What the numbers of a figure must obey: their unit, and each other."""


def number_problems(observation, unit):
    """Yield (field, message) where the numbers do not fit the unit or each other."""
    if observation.quantity == "level" and unit.countable:
        for field in ("value", "low", "high"):
            number = getattr(observation, field)
            if "." in number:
                yield field, f"{unit.slug} are counted in whole numbers"
            if number.startswith("-"):
                yield field, f"there are never fewer {unit.slug} than none"
    if observation.low and observation.high and float(observation.low) > float(observation.high):
        yield "high", f"the high end is below the low end {observation.low}"
