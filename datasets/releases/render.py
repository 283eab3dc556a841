"""Rendering the files of a release again from its records, to see that they say nothing else."""

import tempfile
from collections.abc import Callable, Collection, Generator
from contextlib import ExitStack
from typing import Any, BinaryIO

from datasets.formats.about import FormatLimitExceeded
from datasets.models import Release

from .fault import Difference
from .forgery_errors import FORGERY_ERRORS
from .package import FILES
from .package.base import FORMAT, Contents
from .same_content import difference
from .working_folder import working_folder

IN_MEMORY = 1 << 20


def not_rendered(release: Release) -> str:
    """Return why the files of a release cannot be rendered here; empty where they can."""
    if release.format == FORMAT:
        return ""
    return f"not rendered: its files are of format {release.format}, this Caveat writes {FORMAT}"


def rendered_differences(
    release: Release,
    kept: list[dict[str, Any]],
    opened: Callable[[str], BinaryIO],
    withheld: Collection[str] = (),
) -> Generator[tuple[str, Difference]]:
    """Yield (file, in what it differs) of each file that says otherwise than the records.

    ``kept`` lists the files of the release, ``opened(name)`` opens one. Where one differs, those
    that are made from it are held against what it should be. Nothing is said of those that are
    ``withheld``.
    """
    listed = {one["name"]: one for one in kept}
    with ExitStack() as stack:
        right: dict[str, Any] = {}

        def as_rendered(name: str) -> Any:
            return _reread(right[name]) if name in right else opened(name)

        folder = stack.enter_context(working_folder())
        contents = Contents(release, as_rendered, str(folder))
        for each in FILES:
            name = each.name_in(release)
            if name in withheld:
                contents.kept.append(listed[name])
                continue
            rendered = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
            try:
                each.write(rendered, contents)
            except (FormatLimitExceeded, *FORGERY_ERRORS) as error:
                yield name, (f"it cannot be rendered: {type(error).__name__}: {error}",)
                return
            with opened(name) as found:
                unlike = difference(name, rendered, found)
            if unlike:
                yield name, unlike
                right[name] = rendered
            else:
                rendered.close()
            contents.kept.append(listed[name])


def _reread(file: Any) -> Any:
    """Return a copy of a file, for whoever closes what was opened for him."""
    file.seek(0)
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    while block := file.read(IN_MEMORY):
        copy.write(block)
    copy.seek(0)
    return copy
