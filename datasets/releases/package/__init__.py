"""The package of a release: each of its files is declared in one of these modules.

FILES is the order in which they are written; a file may name the hash of those before it.
"""

from . import archive, citation_files, codebook, csvw, data_package, manifest, readme, tables

FILES = (
    *(*tables.FILES, *data_package.FILES, *csvw.FILES),
    *(*codebook.FILES, *readme.FILES, *citation_files.FILES),
    *(*manifest.FILES, *archive.FILES),
)
