"""Holding every release against its seal: the chain, the digests, the files, and each record."""

from collections import defaultdict
from collections.abc import Collection

from datasets.models import Dataset, Release
from datasets.models.validators import SLUG

from .fault import Fault, Report
from .publisher_lock import one_publisher
from .release_chain import ReleaseChains, chain_faults, name_of
from .release_header import header_fault
from .stored_types import readable
from .verify_counts import count_faults
from .verify_files import file_faults, render_faults, strangers
from .verify_records import Records
from .verify_redactions import redaction_faults
from .verify_types import WrongTypes


class NoSuchDataset(Exception):
    """A dataset that was to be verified has no release."""


def verify(slugs: Collection[str] = (), render: bool = False) -> Report:
    """Return the Report on these datasets, or on everything that is published.

    With ``render`` every file is rendered again from the records, and what is in it compared.
    Nothing is published meanwhile, so that all of it is held against one state.
    """
    with one_publisher():
        wrong = WrongTypes()
        releases: dict[str, list[Release]] = defaultdict(list)
        unnamed: list[Release] = []
        for release in readable(Release.objects.order_by("pk"), Release):
            # Its files are looked for in a folder of that name.
            is_named = SLUG.fullmatch(release.dataset)
            (releases[release.dataset] if is_named else unnamed).append(release)
        if unknown := set(slugs) - releases.keys():
            known = ", ".join(releases) or "none"
            raise NoSuchDataset(f"{', '.join(sorted(unknown))} has no release, only: {known}")
        chosen = {slug: releases[slug] for slug in slugs or releases}
        chains = ReleaseChains(chosen, {*wrong.releases, *(one.pk for one in unnamed)})
        report = Report(faults=[*wrong.faults(chains, all_of_them=not slugs)])
        what = "in datasets_release: its dataset is no name of one"
        report.faults += [Fault(name_of(one), f"row {one.pk} {what}") for one in unnamed]
        return _verified(chains, wrong, report, all_of_them=not slugs, render=render)


def _verified(
    chains: ReleaseChains, wrong: WrongTypes, report: Report, *, all_of_them: bool, render: bool
) -> Report:
    releases = chains.by_dataset
    records = Records(chains, wrong, all_of_them)
    report.faults += records.faults()
    report.records = records.number
    report.faults += redaction_faults(chains, report)
    if all_of_them:
        report.faults += records.orphans()
        known = {*releases, *(dataset for dataset, _ in wrong.releases_by_name)}
        strangers("", known, Dataset.objects.values_list("slug", flat=True), report)
    for dataset, several in releases.items():
        numbers = {str(one.number) for one in several}
        numbers |= {number for of, number in wrong.releases_by_name if of == dataset}
        strangers(dataset, numbers, {str(several[-1].number + 1)}, report)
        report.faults += chain_faults(chains, dataset, report.notes)
        for release in several:
            report.releases += 1
            if why := header_fault(release.format, release.header):
                report.faults.append(Fault(name_of(release), why))
            if dataset not in records.textless:
                report.faults += count_faults(release)
            listed = [*file_faults(release, report)]
            report.faults += listed
            if render and dataset not in records.textless and not listed:
                report.faults += render_faults(release, report)
        if dataset in records.textless:
            report.faults.append(Fault(dataset, "no digest can be counted: a text is missing"))
    return report
