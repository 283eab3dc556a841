"""Datasets and figures in the words of others: DCAT-AP, schema.org, PROV."""
