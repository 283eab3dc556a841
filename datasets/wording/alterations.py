"""What was altered, in the few words of a list."""

WORDS = {
    "measure": "what was counted",
    "unit": "the unit",
    "value": "the number",
    "rounded": "told less exactly",
    "sharpened": "made sharper",
    "value_added": "a number added",
    "value_dropped": "the number dropped",
    "range_dropped": "the range dropped",
    "range_added": "a range added",
    "range_changed": "the range",
    "population": "of whom",
    "area": "where",
    "period": "the time",
    "base_period": "what it is compared with",
    "attribution": "who said it",
    "caveat_lost": "a caveat is gone",
    "caveat_added": "a caveat added",
    "caveat_weakened": "a caveat made weaker",
    "caveat_strengthened": "a caveat made stronger",
}
