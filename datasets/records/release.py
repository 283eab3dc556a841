"""The public record of a release: rendered from its seal, so it is no noun that gets published."""

from .base import Member, Noun


def tell(release, shelf=None):
    """Return what the record says; everything of it stands in the sealed row."""
    pinned = f"dataset={release.dataset}&release={release.number}"
    return {
        "dataset": release.dataset,
        "number": release.number,
        "day": release.day.isoformat(),
        "digest": release.digest,
        "rows": release.rows,
        "bytes": release.csv_bytes,
        "note": release.note or None,
        "files": [
            {
                "name": "observations.csv",
                "path": f"/api/v1/observations.csv?{pinned}",
                "bytes": release.csv_bytes,
                "sha256": release.digest,
            }
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
        Member("files[].name", "text", "The name of a file of it."),
        Member("files[].path", "path", "Where the file is."),
        Member("files[].bytes", "integer", "Its length."),
        Member("files[].sha256", "text", "Its SHA-256."),
    ),
    tell=tell,
)
