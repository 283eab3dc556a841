"""Numbers and the calendar: intervals, bounds, periods, formulas. Plain Python, without Django."""
