"""The curated rows of a release that is restored: loaded, and held against what it published."""

from django.conf import settings

from datasets import publishing, seeds
from datasets.models import Dataset
from datasets.seeds.hand_over import release_rows
from datasets.wording.previews import foreseen


class NotItsRows(Exception):
    """The folder does not hold what the release was made of; the message says what differs."""


def load_beside(folder, release):
    """Load the folder that was dumped of a release, and prove that it publishes nothing new.

    The admin is the master of its rows then, unless it is the dataset's folder in seeds/.
    """
    dataset = release.dataset
    if folder.name != dataset:
        raise NotItsRows(f"{folder} is no folder of {dataset}: expected one of that name")
    if Dataset.objects.filter(pk=dataset).exists():
        raise NotItsRows(f"{dataset} is curated here already")
    ours = settings.SEEDS_DIR / dataset
    is_ours = folder.resolve() == ours.resolve()
    if ours.exists() and not is_ours:
        raise NotItsRows(f"{ours} is there: its files are the master of {dataset}")
    seeds.load([folder])
    if not is_ours:
        release_rows(dataset)
    if lines := [*foreseen(dataset, publishing.preview(dataset))]:
        told = "\n".join(lines)
        raise NotItsRows(f"{folder} is not what the release was made of: {told}")
