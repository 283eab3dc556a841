"""The public record of a release: rendered from its seal, so it is no noun that gets published."""

from collections.abc import Mapping
from typing import Any

from datasets.models import Release

from .declaration import Member, Noun


def serialize(release: Release, withheld: Mapping[str, str]) -> dict[str, Any]:
    """The record; everything of it stands in the sealed row, but which files are withheld and why.

    ``withheld`` are {name: why}.
    """
    here = f"/api/v1/datasets/{release.dataset}/releases/{release.number}"
    return {
        "dataset": release.dataset,
        "number": release.number,
        "day": release.day.isoformat(),
        "digest": release.digest,
        "rows": release.rows,
        "bytes": release.csv_file_bytes,
        "note": release.note or None,
        "format": release.format,
        "texts": release.texts,
        "previous": release.previous or None,
        "seal": release.seal,
        "files": [
            {
                "name": one["name"],
                "path": f"{here}/{one['name']}",
                "bytes": one["bytes"],
                "sha256": one["sha256"],
                "withheld": withheld.get(one["name"]),
            }
            for one in release.files
        ],
    }


RELEASE = Noun(
    name="release",
    plural="releases",
    description="One publication of one dataset; what it holds never changes.",
    members=(
        Member("dataset", "slug", "The dataset that it is a release of."),
        Member("number", "integer", "Its number within the dataset, from 1."),
        Member("day", "date", "The day of publication, UTC."),
        Member("digest", "text", "SHA-256 of its observations.csv."),
        Member("rows", "integer", "How many observations it holds."),
        Member("bytes", "integer", "Length of its observations.csv."),
        Member("note", "text", "What changed and why.", optional=True),
        Member("format", "integer", "The number of the form in which its files are written."),
        Member("texts", "text", "SHA-256 of every document it holds, and of what left with it."),
        Member(
            "previous",
            "text",
            "The seal of the release before it; null in the first.",
            optional=True,
        ),
        Member("seal", "text", "SHA-256 of all that is sealed of it, its files included."),
        Member("files[].name", "text", "The name of a file of it."),
        Member("files[].path", "path", "Where the file is."),
        Member("files[].bytes", "integer", "Its length."),
        Member("files[].sha256", "text", "Its SHA-256."),
        Member(
            "files[].withheld",
            "text",
            "What was redacted of it, when and why, so that it is not given out; null where it is.",
            optional=True,
        ),
    ),
    serialize=serialize,
)
