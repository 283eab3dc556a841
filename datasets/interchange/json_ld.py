"""The format of what is told in linked data: DCAT-AP and schema.org."""

from datasets.formats import Format

JSON_LD = Format(name="jsonld", media_type="application/ld+json", stored="", length="")
