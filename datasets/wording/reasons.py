"""Why a record changed or left, where no curator said so: the software's own reasons."""

NOBODY_REFERS = "No published figure of the dataset refers to it any more."
OTHERS_CHANGED = "What other figures or documents say of it changed; the figure itself did not."
FIGURES_CHANGED = "Figures came, left, or are known from another text."
OPERANDS_CHANGED = "Something that it is computed from changed."
# Of what nobody curates and rules find, by its noun: why it changed, and why it left.
FOUND_OTHERWISE = {
    "check": "The figures that it is about changed, or what is said of them.",
    "gap": "The figures that hang on it changed, or the words for what is missing.",
    "question": "Answers to it came, left or changed, or what is said of them.",
}
FOUND_NO_MORE = {
    "check": "The rules do not find it any more.",
    "gap": "It is filled, or no figure hangs on it any more.",
    "question": "Figures of two origins do not answer it any more.",
}
