"""The answers of the API as pages for people."""
