"""The commands of the API; Django finds them here."""
