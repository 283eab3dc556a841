"""The ids that code knows by name. Curated rows may not take them, but for the area and facets."""

# What parts two words of which a document may mean either: rows and sentences have it between them.
EITHER = "|"
# The source of what Caveat computes; it is no row, for nobody curates it.
SOFTWARE, SOFTWARE_NAME = "software", "Caveat"
# The source of what a dataset's own editors hold; curated as any other source.
EDITORS, EDITORS_OF_CAVEAT = "editors", "the Caveat editors"
# The caveats that rules attach; they are no rows either.
UNEQUAL_PERIODS, NOT_TRACED = "unequal-periods", "not-traced"
BY_RULE = (UNEQUAL_PERIODS, NOT_TRACED)
# What stands in the place of an observation's id at the address of the totals.
TOTAL = "total"
# The area of a figure whose text names no territory; curated as any other area.
AREA_NOT_STATED = "not-stated"
# The facets of a measure that rules know: at which stage of a procedure it counts, and what (cases,
# persons); and the word of a facet on which the text is silent.
STAGE, COUNTED, NOT_STATED = "stage", "counted", "not-stated"
# What the facet for what is counted, or else the unit, says of persons: they can be counted again.
PERSONS = ("person", "persons")
# The unit of things that have no other: what they are, the phrase of their measure says.
ITEMS = "items"
