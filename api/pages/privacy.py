"""Privacy: what is kept of those who read."""

from django.conf import settings

from .fixed import FixedPage


class PrivacyPage(FixedPage):
    """What is logged, for how long, and that nothing else is."""

    template = "pages/privacy.html"

    def context(self, snapshot):
        """Return for how many days the logs are kept, if whoever runs the service said so."""
        return {"log_days": settings.LOG_DAYS}
