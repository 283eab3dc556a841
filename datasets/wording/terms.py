"""Terms of the vocabularies as they stand within sentences."""

# How a number is put; “vague”, “increase” and “decrease” have no number to stand before.
COMPARATOR_IN_WORDS = {
    "eq": "",
    "about": "about",
    "lt_approx": "almost",
    "gt_approx": "just over",
    "gt": "more than",
    "gte": "at least",
    "lt": "under",
    "lte": "at most",
    "range": "",
}
