"""Giving a dataset another master: from its seed folder to the admin, or from the admin to one."""

import shutil

from django.db import transaction

from datasets.models import Citation, Dataset, Observation

from .dumping import dump
from .dumping.belonging import SHARED, shared_rows
from .files import MODEL_OF
from .load import load
from .refused import Refused

_BLOCK = 1_000


class CannotHandOver(Exception):
    """Nothing was handed over; the message says why, and what to do about it."""


def check_master(dataset):
    """Raise CannotHandOver where files of a dataset could not be loaded: the admin has its rows."""
    if Dataset.objects.filter(pk=dataset, seed_file="").exists():
        raise CannotHandOver(
            f"{dataset} is edited in the admin, and load_seeds would refuse its files: edit it "
            f"there, take another name, or hand_over {dataset} --to seeds"
        )


def to_admin(dataset, seeds_dir, moved_away):
    """Make the admin the master of all rows whose master was the folder; return how many.

    The folder may still stand in ``seeds_dir`` only where somebody says that it is moved away.
    """
    folder = seeds_dir / dataset
    if not Dataset.objects.filter(pk=dataset, seed_file__startswith=f"{dataset}/").exists():
        raise CannotHandOver(f"{dataset} is no dataset whose master is a seed folder")
    if folder.exists() and not moved_away:
        raise CannotHandOver(
            f"{folder} is there, and load_seeds refuses files of rows that the admin is the master "
            "of: move it away and run this again, or add --moved-away and move it right after"
        )
    return release_rows(dataset)


def release_rows(dataset):
    """Make the admin the master of the rows of a folder, whether it is there; return how many."""
    number = 0
    with transaction.atomic():
        Observation.objects.filter(seed_file__startswith=f"{dataset}/").update(
            seed_digest="", seed_identity=""
        )
        for model in MODEL_OF.values():
            if model is not Citation:
                rows = model.objects.filter(seed_file__startswith=f"{dataset}/")
                number += rows.update(seed_file="")
    return number


def to_seeds(dataset, seeds_dir):
    """Write the folder of a dataset and make it the master of its rows; return how many of each.

    Raises what ``dump`` raises, and Refused where the files would change a row.
    """
    counts = dump(dataset, seeds_dir)
    folder = seeds_dir / dataset
    try:
        with transaction.atomic():
            give_rows(dataset)
            report = load([folder], check=True)
            if report.differs:
                raise Refused(report.lines("would be "))
    except BaseException:
        # Files of rows that the admin is the master of would stop every later load_seeds.
        shutil.rmtree(folder)
        raise
    return counts


def give_rows(dataset):
    """Make the folder of a dataset the master of its rows, and of the shared ones that it uses."""
    shared = shared_rows(dataset)
    for name, model in MODEL_OF.items():
        file = f"{dataset}/{name}"
        if model in SHARED:
            for start in range(0, len(shared[model]), _BLOCK):
                block = shared[model][start : start + _BLOCK]
                model.objects.filter(pk__in=block).update(seed_file=file)
        elif model is Dataset:
            model.objects.filter(pk=dataset).update(seed_file=file)
        elif model is not Citation:
            model.objects.filter(dataset=dataset).update(seed_file=file)
