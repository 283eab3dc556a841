"""Every word that code branches on, each with the sentence that explains it.

A vocabulary maps a term to its meaning. Models take their choices from here as callables, so a new
term is one line and no migration; the API, the schemas and the documentation read the same mapping.
"""

COMPARATOR = {
    "eq": "exactly as printed",
    "about": "around the printed number, or a number word such as double",
    "lt_approx": "almost: a little under the printed number",
    "gt_approx": "just over the printed number",
    "gt": "more than the printed number",
    "gte": "at least the printed number",
    "lt": "under the printed number",
    "lte": "up to the printed number",
    "range": "between two printed numbers",
    "increase": "said to rise, without a number",
    "decrease": "said to fall, without a number",
    "vague": "a quantity in words (few, many, daily), or none at all, without a number",
}

QUANTITY = {
    "level": "how many or how much",
    "ratio": "how many times as much as in the base period",
    "percent_change": "the change against the base period, in percent",
    "point_change": "the change of a share against the base period, in percentage points",
    "difference": "the change against the base period, in the unit of the measure",
    "share": "a part of a whole, in percent",
    "rate": "how many in each stretch of time",
}

RATE_PERIOD = {"day": "each day", "week": "each week", "month": "each month", "year": "each year"}

CAVEAT_WEIGHT = {
    1: "without it the number is taken for something else",
    2: "it changes how large the number may be, or how sure it is",
    3: "a detail: dates, places, wording, how a text was read",
}
CAVEAT_KIND = {
    "concealment": "somebody has a reason and the means to hide part of it",
    "coverage": "the count does not see all of what it counts",
    "definition": "what was counted is not what the words suggest",
    "stage": "another stage of a procedure was counted",
    "unit_of_count": "cases, persons, requests or events are taken for one another",
    "misclassification": "some of what was counted does not belong, or is missing",
    "proxy": "something else was counted in place of what is meant",
    "unequal_periods": "stretches of time of different length are compared",
    "selection": "who or what entered the count was not left to chance",
    "single_source": "it rests on one witness or one document",
    "anonymous_source": "the source is known to the publisher alone",
    "no_source_named": "the text names nobody who counted",
    "interested_source": "whoever states it gains from its size",
    "propaganda": "it was made or spread to persuade",
    "provisional": "the source expects to revise it",
    "projection": "it extends a trend into time that had not passed",
    "series_break": "the definition or the method changed within the series",
    "rounding": "it was rounded before it was published",
    "translation": "it may have changed in translation",
    "anachronism": "it belongs to another time than the text suggests",
    "copied": "it was taken over without a check",
    "untraced": "nobody traced its path or considered what is wrong with it",
}

AFFECTS = {
    "accuracy": "the number may be wrong for what it counts",
    "interpretation": "the number may be right, but it is not what readers take it for",
}

DIRECTION = {
    "understated": "the truth is likely higher",
    "overstated": "the truth is likely lower",
    "mixed": "some of it is too high and some too low",
    "unknown": "it may be wrong, and nobody says which way",
}

NONE_RECORDED = {"none_recorded": "a curator looked for caveats and recorded none"}

REVIEWED_FOR = {
    "observation": "a curator asked what is wrong with this figure",
    "measure": "a curator asked what is wrong with all figures of its measure",
    "dataset": "a curator asked what is wrong with all figures of its dataset",
}

BIAS = DIRECTION | {"none_recorded": "no recorded caveat affects the accuracy of the number"}

SOURCE_KIND = {
    "court": "a court or the body that administers courts",
    "statistics_office": "an office of official statistics",
    "ministry": "a ministry or an agency under one",
    "head_of_state": "a head of state or that office",
    "party_to_conflict": "a party to the conflict that the figure is about",
    "news_agency": "an agency that supplies news to other media",
    "media": "a newspaper, broadcaster or online outlet with a newsroom of its own",
    "aggregator": "a site that republishes or rewrites what others reported",
    "ngo": "a non-governmental organisation",
    "research": "a research group or analysts",
    "individual": "a private person or blogger",
    "witness": "somebody who reports what they saw",
    "leaker": "somebody who passed on documents without permission",
    "editors": "the curators of the dataset",
    "software": "Caveat itself, by a stated rule",
    "unknown": "nobody has recorded what sort of source it is",
}

IDENTIFIED = {
    "named": "the source is named",
    "anonymous": "known to whoever published it, hidden from readers",
    "unnamed": "nobody says who it is",
}

RELIABILITY = {
    "A": "reliable: no doubt about its authenticity or competence",
    "B": "usually reliable: minor doubts, mostly valid in the past",
    "C": "fairly reliable: doubts, yet valid information in the past",
    "D": "not usually reliable: significant doubts",
    "E": "unreliable: a history of invalid information",
    "F": "cannot be judged: too little is known",
}

INPUTS_UNKNOWN = {"unknown": "what the origin counted from is not recorded"}

CREDIBILITY = {
    "1": "confirmed by other independent sources",
    "2": "probably true: logical and consistent, not confirmed",
    "3": "possibly true: reasonably logical, not confirmed",
    "4": "doubtful: possible, not logical, nothing else on the subject",
    "5": "improbable: contradicted by other information",
    "6": "cannot be judged: there is no basis to evaluate it",
}

# How many in a hundred such intervals hold the truth, as people state them.
LEVELS = (50, 66, 68, 80, 90, 95, 99)
RANGE_KIND = {
    "stated": "stated by the origin, without a word on what it is",
    **{f"ci{level}": f"a confidence or credible interval of {level} percent" for level in LEVELS},
    "se": "one standard error either way",
    "lowest_highest_reported": "the lowest and the highest that were reported to the origin",
    "plausible": "what the origin holds to be plausible",
}
# What is worked out of uncertain data, and no limit of what is possible.
STATISTICAL = (*(f"ci{level}" for level in LEVELS), "se", "plausible")
OBSERVATION_STATUS = {
    "A": "normal value: the origin attaches no special remark to it (not a mark of quality)",
    "B": "break: the series changed here",
    "D": "definition differs from the rest of the series",
    "E": "estimated by the origin",
    "F": "forecast or projected by the origin",
    "H": "no number: it was a holiday or a weekend, and nothing was counted",
    "I": "imputed by the origin",
    "K": "no number of its own: it was counted under another heading",
    "L": "no number: there is one to be had, and the origin did not collect it",
    "M": "no number: there cannot be one",
    "O": "no number: it is missing, and the origin gives no reason",
    "P": "provisional: the origin expects to revise it",
    "Q": "no number: the origin has one and suppressed it",
    "U": "the origin itself calls it of low reliability",
}

# The statuses of a figure of which no number was published.
NOT_PUBLISHED = ("H", "K", "L", "M", "O", "Q")
# That of a figure of a time that had not come.
FORECAST = "F"

MEASURE_KIND = {
    "stock": "counted at one moment",
    "flow": "counted over a stretch of time",
    "ratio": "one number divided by another",
    "unknown": "nobody has recorded whether it is counted at a moment or over time",
}

DOCUMENT_KIND = {
    "article": "a report, article or post",
    "statement": "a statement, interview or bulletin",
    "law": "a law, decree or regulation",
    "record": "a register or working record",
    "statistics": "published statistics",
    "leak": "documents passed on without permission",
    "dataset": "a data file",
}

SEEN = {
    "read": "the whole original was read",
    "copy": "the whole text was read in a republication",
    "excerpt": "a part of it was read",
    "cited_only": "known only because another document cites it",
    "not_found": "looked for and not found",
}

RELATION = {
    "publishes": "the first to state it",
    "quotes": "repeats it in the same words",
    "paraphrases": "tells it in its own words",
    "translates": "carries it over into another language",
    "restates": "says it again in the same document, in other words",
    "remarks": "says more of it in the same document, and does not give it again",
    "corrects": "puts another figure in its place",
    "disputes": "names it and doubts it",
    "unknown": "not seen, so nobody can say",
}

BASIS = {
    "stated": "the document says where it took the figure from",
    "matched": "the wording is the same",
    "inferred": "a curator concluded it",
}

STRENGTH = {
    "+": "stated more strongly than before",
    "-": "stated more weakly than before",
}

ALTERATION = {
    "value": "another number, which the one before rules out",
    "rounded": "no change: told less exactly",
    "sharpened": "says more than was said",
    "value_added": "a number where there was none",
    "value_dropped": "no number where there was one",
    "range_dropped": "the range of the estimate is gone",
    "range_added": "a range that the estimate did not have",
    "range_changed": "another range, or one of another kind",
    "unit": "another unit",
    "measure": "something else was counted, see which facets differ",
    "population": "others were counted",
    "area": "another territory",
    "period": "another reference period",
    "base_period": "measured against another period",
    "attribution": "credited to somebody else, or to nobody",
    "caveat_lost": "a caveat that stood beside it is gone",
    "caveat_added": "a caveat that did not stand beside it",
    "caveat_weakened": "a caveat is stated more weakly",
    "caveat_strengthened": "a caveat is stated more strongly",
}

ALTERATIONS_NONE = {"none": "every document that was seen passes it on as it was"}

CHECK = {
    "contradiction": "the same question, another origin or a computation, no number fits both",
    "estimates_differ": "the same question, an estimate, and its range or number is far off",
    "estimates_overlap": "the same question, estimates of other origins, ranges that meet",
    "outside_its_range": "a document gives an estimate that lies outside of the range it gives",
    "divergence": "rival measures of one topic whose numbers do not meet",
    "misquoted": "a document gives it as the answer to what the origin answered otherwise",
    "self_contradiction": "one document gives it with two periods, measures or populations",
    "part_exceeds_whole": "a part is larger than what it is a part of",
    "share_above_whole": "a share is more than 100 percent",
    "parts_disagree": "the complete parts do not add up to the whole",
    "parts_agree": "the complete parts add up to the whole",
    "ratio_disagrees": "the ratio or change does not fit the figures it compares",
    "ratio_agrees": "the ratio or change fits the figures it compares",
    "cumulative_falls": "a running total is lower than it was",
    "forecast_met": "a number fits both a forecast and what came of it",
    "forecast_missed": "no number fits both a forecast and what came of it",
    "revised": "the origin put another figure in its place",
    "agreement": "the same question, another origin, a number that fits both",
    "disputed_by": "a document names it and doubts it",
    "corrected_by": "a document puts another figure in its place",
    "document_retracted": "a document that it rests on was retracted",
    "document_corrected": "a document that it rests on was corrected",
}

OBJECTION = {
    term: CHECK[term]
    for term in ("disputed_by", "corrected_by", "document_retracted", "document_corrected")
}

GAP = {
    "base_missing": "no figure gives what a ratio, a change or a share is measured against",
    "part_missing": "an origin gives a whole and some of its parts, and nobody gives the others",
    "document_unread": "nobody read the document with which the chains of figures begin",
}
CHECKS_NONE = {"none_found": "no rule found anything"}

BOUNDS_BASIS = {
    "exact": "a count, exactly as printed",
    "rounded": "what rounds to the printed digits",
    "soft": "around the last digit that is not zero, for words such as about or almost",
    "one_sided": "on one side of the printed number",
    "stated": "the range that the origin states",
    "estimated": "the range of an estimate; empty where its origin gives none",
    "interpreted": "what the curators take the words to mean",
    "derived": "computed from other figures",
    "none": "nothing can be concluded",
}

PERIOD_PRECISION = {
    "exact": "both ends are known to the day",
    "approximate": "an end is approximate or uncertain",
    "open": "one end is not known",
    "unknown": "the text gives no period",
}

CHANGE = {
    "added": "published for the first time, or again after it had left",
    "changed": "another version took the place of the one before",
    "withdrawn": "no longer published; the reason says why",
    "replaced": "no longer published, and another record is to be read instead",
}

DERIVED_COMPARATOR = {term: COMPARATOR[term] for term in ("lte", "gte")}
INPUT_BASIS = {term: BASIS[term] for term in ("stated", "inferred")}
