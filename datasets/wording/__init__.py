"""English: every sentence that leaves the house is made here. Plain Python, without Django."""
