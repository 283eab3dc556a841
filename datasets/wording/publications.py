"""What a publication did, for whoever asked for it."""

from typing import Any


def summary(slug: str, published: Any) -> str:
    """Return the lines that say what was published, None where nothing changed."""
    if published is None:
        return f"{slug}: nothing changed, no release"
    release = published.release
    lines = [f"{slug}: release {release.number} on {release.day}, {release.rows} observations"]
    for noun, changes in published.changes.items():
        if changes:
            counts = (len(changes.new), len(changes.changed), len(changes.withdrawn))
            lines.append("  {}: {} new, {} changed, {} withdrawn".format(noun, *counts))
    lines.append(f"  sha256 {release.digest}  observations.csv\n  seal {release.seal}")
    return "\n".join(lines)
