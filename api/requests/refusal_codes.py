"""What a refusal may be about: the codes that programs switch on."""

REFUSALS = {
    "unknown_parameter": "the address takes no parameter of this name",
    "unreadable": "it is not UTF-8, not escaped as an address must be, or has control characters",
    "empty": "it has no name or no value",
    "repeated": "it stands there several times and is no list",
    "unknown_word": "no such word is published, or in the list of valid ones",
    "not_of_form": "the value is not written as such values are",
    "too_many": "it is longer, or lists more, than is read",
    "would_be_ignored": "it means nothing in an answer of this format",
    "conflict": "it contradicts, or lacks, another parameter",
    "out_of_range": "it is larger, smaller or later than what there is",
    "unknown_format": "the address does not answer in this format",
    "not_published": "nothing of this id is published",
    "unknown_address": "there is no such address",
    "does_not_fit": "what is asked for does not fit the format",
    "redacted": "its text had to be emptied, as law or privacy forces",
    "not_additive": "these figures may not be added up",
}
