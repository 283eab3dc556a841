"""What else would hand out the same figures, written as somebody who knows it would."""
