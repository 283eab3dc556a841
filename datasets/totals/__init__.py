"""Figures added up, where they may be added."""
