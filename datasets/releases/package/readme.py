"""README.md: what the package is, and how to read, cite, check and restore it."""

from typing import BinaryIO

from datasets.references.reference import release_reference
from datasets.vocabularies import BIAS

from . import archive, citation_files, codebook, csvw, data_package, manifest, tables
from .base import Contents, PackageFile
from .citation_files import CITATION, REFERENCES
from .codebook import CODEBOOK, word_list
from .csvw import CSVW
from .data_package import PACKAGE
from .described_columns import GUARD
from .tables import OBSERVATIONS

README = "README.md"
READING = """\
Read every column as text first: numbers stand digit for digit as they were published (`41.0` is not
`41`), and a reader that guesses types loses that.

```python
import pandas
figures = pandas.read_csv("observations.csv", dtype=str, keep_default_na=False)

import polars
figures = polars.read_csv("observations.csv", infer_schema=False)

import duckdb
figures = duckdb.sql("SELECT * FROM read_csv('observations.csv', header=true, all_varchar=true)")
```

```r
figures <- read.csv("observations.csv", colClasses = "character",
                    na.strings = "", encoding = "UTF-8")
```

In Excel open `observations.xlsx`: the figures in brief, then the caveats, every column, and what
the columns mean. It leaves every digit alone; in a CSV that is opened there directly, dates and
codes may change.
"""
CAVEATS = """\
A figure here is a cited statistic: the number as it was published, who counted it, and what is
known to be wrong with it. `statement` is one sentence that is safe to quote. `caveats` names the
sentences of doubt that reach the figure and `caveat_text` has them in full; `bias` is the direction
in which the caveats that affect the accuracy say it is wrong:
"""


def _readme(file: BinaryIO, contents: Contents) -> None:
    dataset, release = contents.dataset, contents.release
    reference = release_reference(release)
    note = [f"What changed: {release.note}\n"] if release.note else []
    listed = [
        f"- `{one.name_in(release)}`: {one.description}"
        for one in (
            *(*tables.FILES, *data_package.FILES, *csvw.FILES),
            *(*codebook.FILES, *FILES, *citation_files.FILES),
            *(*manifest.FILES, *archive.FILES),
        )
    ]
    whole = archive.FILES[-1].name_in(release)
    out = [
        f"# {dataset['title']}\n",
        f"Release {release.number} of {release.day}: {release.rows} figures.\n",
        *note,
        f"{dataset['description']}\n",
        f"How the figures were found, traced and checked: {dataset['method']}\n",
        "## What the caveats mean\n",
        CAVEATS,
        word_list(BIAS),
        f"`{CODEBOOK}` explains every column and every term.\n",
        "## How to cite\n",
        f"> {reference.text}\n",
        f"A figure is cited with its own `cite_as`, which names whose it is and where it was seen; "
        f"never without its caveats. `{CITATION}` has the dataset, `{REFERENCES}` the dataset and "
        "every document that carries a figure.\n",
        f"Licence of the data: {dataset['license']}. The words quoted from documents belong to "
        "their authors.\n",
        "## Is it whole?\n",
        f"```sh\nsha256sum -c {archive.SUMS}\n```\n",
        f"The digest of the release is that of `{OBSERVATIONS}`: `{release.digest}`.\n",
        "## How to read it\n",
        READING,
        f"{GUARD} `{PACKAGE}` and `{CSVW}` describe the tables to programs.\n",
        "## The files\n",
        "\n".join(listed),
        "\n## How to restore it\n",
        "An empty installation of Caveat takes the archive and answers as the one that made it. "
        "The seal stands on the page of the release and in the list of releases; with "
        "`--unverified` in its place nothing vouches that this is what was published.\n",
        f"```sh\npython manage.py restore {whole} --seal SEAL\n```",
    ]
    file.write(("\n".join(out) + "\n").encode())


FILES = (
    PackageFile(README, "text/markdown", "What this is, and how to read and cite it.", _readme),
)
