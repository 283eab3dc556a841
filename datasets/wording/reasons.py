"""Why a record changed or left, where no curator said so: the software's own reasons."""

NOBODY_REFERS = "No published figure of the dataset refers to it any more."
OTHERS_CHANGED = "What other figures or documents say of it changed; the figure itself did not."
OPERANDS_CHANGED = "A figure that it is computed from changed."
FIGURES_CHANGED = "The figures that it is about changed, or what is said of them."
NOT_FOUND = "The rules do not find it any more."
