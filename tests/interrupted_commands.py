"""The commands that are killed and made to fail, each between two states of the herons."""

import shutil

import pytest
from django.core.management import call_command

from datasets.models import Citation, Observation

from .interrupted import WRITES, Interrupted, kept_in, publisher
from .seed_folder import (
    CAVEATS,
    CITATIONS,
    DOCUMENTS,
    EVENTS,
    FIGURE,
    FIRST,
    MEASURES,
    OBSERVATIONS,
    SECOND,
    SOURCES,
    Seeds,
    csv_of,
)
from .world import World

FIGURES = 10
PUBLISH = ["publish", "herons", "--note", "Another walk."]


def publication(process, folder):
    """Publish a correction of each figure."""
    world = World()
    world.figures(FIGURES)
    world.publish()
    Citation.objects.update(as_printed="")
    Observation.objects.update(value=100)
    return Interrupted(process, folder / "before", PUBLISH)


def restoring(process, folder):
    """Restore a release into a Caveat that has nothing."""
    World().publish()
    package = shutil.copy(kept_in() / "herons/1/herons-release-1.zip", folder)
    call_command("flush", interactive=False, reset_sequences=False, verbosity=0)
    shutil.rmtree(kept_in())
    return Interrupted(process, folder / "before", ["restore", package, "--unverified"])


def loading(process, folder):
    """Load seeds of which figures are new, one is gone, and others were edited."""
    seeds = Seeds(folder / "seeds")
    _write(seeds, range(2010, 2022))
    seeds.load()
    _write(seeds, range(2012, 2024))
    seeds.edit(OBSERVATIONS, "this spring", "in spring")
    seeds.edit(MEASURES, "What the walkers see.", "What two walkers see.")
    seeds.edit(SOURCES, "The bird club", "The club of birds")
    seeds.edit(DOCUMENTS, "Herons are back", "Herons are here")
    seeds.edit(CAVEATS, "Only one person walked.", "One person walked.")
    seeds.edit(EVENTS, "A storm", "A gale")
    return Interrupted(process, folder / "before", ["load_seeds"], WRITES, seeds.folder)


def _write(seeds, years):
    """Write a figure of each year besides the first one."""
    figures = [
        FIGURE | {"id": f"nests-in-{year}", "period": str(year), "period_printed": str(year)}
        for year in years
    ]
    chains = [FIRST | {"observation": one["id"]} for one in figures]
    seeds.write(OBSERVATIONS, csv_of("observations.csv", FIGURE, *figures))
    seeds.write(CITATIONS, csv_of("citations.csv", FIRST, SECOND, *chains))


COMMANDS = {"publish": publication, "restore": restoring, "load_seeds": loading}


@pytest.fixture(params=COMMANDS)
def interrupted(request, transactional_db, tmp_path):
    """Return each of the commands, with a process that runs it."""
    with publisher() as process:
        yield COMMANDS[request.param](process, tmp_path)
