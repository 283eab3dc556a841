"""Drawings that the server makes from plain values, for pages, for files and for sharing."""
