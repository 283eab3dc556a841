"""Five releases of two datasets: additions, corrections, a withdrawal and a replacement."""

import datetime

from datasets.models import Observation, Withdrawal

from .world import World

HERONS, EGRETS = "herons", "egrets"
# In the order in which they were published, which is not that of their days.
DAYS = {
    (HERONS, 1): datetime.date(2024, 1, 15),
    (EGRETS, 1): datetime.date(2024, 1, 20),
    (HERONS, 2): datetime.date(2024, 2, 1),
    (HERONS, 3): datetime.date(2024, 2, 10),
    (EGRETS, 2): datetime.date(2024, 2, 10),
    (EGRETS, 3): datetime.date(2024, 3, 1),
    # Two of one dataset on one day: whoever asks for that day gets the second.
    (HERONS, 4): datetime.date(2024, 2, 10),
    (HERONS, 5): datetime.date(2024, 3, 10),
    (EGRETS, 4): datetime.date(2024, 3, 5),
    (EGRETS, 5): datetime.date(2024, 3, 20),
}


class FiveReleases(World):
    """The herons and the egrets of Mill Lake, each published five times."""

    def __init__(self):
        super().__init__()
        egrets = self.dataset(EGRETS, title="Egrets at Mill Lake")
        for year, value in ((2021, "5"), (2022, "6")):
            of_year = {"value": value, "data_cutoff": f"2023-05-0{year - 2020}"}
            self.figure(f"nests-{year}", **of_year)
            self.figure(f"egrets-{year}", dataset=egrets, **of_year)
        for place, step in enumerate(self.steps(), start=1):
            step()
            self.release(*list(DAYS)[place - 1])

    def steps(self):
        """Return what the warden did before each release, in the order of DAYS."""
        return (
            lambda: None,
            lambda: None,
            lambda: self.correct("nests-2023", "42", "The club counted again."),
            lambda: self.leave("nests-2021", "They were storks."),
            lambda: self.figure("egrets-2023", dataset_id=EGRETS, value="7"),
            lambda: self.correct("egrets-2021", "8", "A slip of the pen."),
            lambda: self.replace("nests-2022", "nests-2022-recount", "Counted anew."),
            lambda: self.correct("nests-2023", "43", "A nest was hidden."),
            lambda: self.leave("egrets-2022", "Nobody was there."),
            lambda: self.return_of("egrets-2022", "6"),
        )

    def release(self, dataset, number):
        """Publish the next release of the dataset on its day."""
        published = self.publish(on=DAYS[dataset, number], note="", dataset=dataset)
        assert published.release.number == number

    def correct(self, slug, value, why):
        """Correct a value."""
        self.change(slug, value=value, change_note=why)

    def leave(self, slug, why, replaced_by=""):
        """Withdraw a figure."""
        figure = Observation.objects.get(pk=slug)
        Withdrawal.objects.create(
            observation=slug, dataset=figure.dataset, reason=why, replaced_by=replaced_by
        )
        figure.delete()

    def replace(self, slug, by, why):
        """Put another figure in the place of one."""
        replaced = Observation.objects.get(pk=slug)
        self.figure(by, dataset=replaced.dataset, value="9", data_cutoff="2023-05-09")
        self.leave(slug, why, replaced_by=by)

    def return_of(self, slug, value):
        """Bring a withdrawn figure back."""
        Withdrawal.objects.filter(observation=slug).delete()
        again = {"data_cutoff": "2023-05-02", "change_note": "Somebody was there."}
        self.figure(slug, dataset_id=EGRETS, value=value, **again)
