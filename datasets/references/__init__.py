"""How a figure, a dataset, a release or a document is cited."""
