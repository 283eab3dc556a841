"""The published records over HTTP: how a question is read, answered and described."""
