"""The package of a release: each of its files is declared in one of these modules.

FILES is the order in which they are written; a file may name the hash of those before it.
"""

from . import archive, manifest, metadata, tables, texts

FILES = (*tables.FILES, *metadata.FILES, *texts.FILES, *manifest.FILES, *archive.FILES)
