"""Lines of the log as JSON, one object a line, for programs that read logs."""

import datetime
import logging

import orjson

from api.requests import request_id


class JsonLines(logging.Formatter):
    """Writes time (UTC), level, logger, message, the request's id, and what the line tells besides.

    A traceback is the member ``trace``: it stays within its line.
    """

    def format(self, record):
        """Return the line."""
        when = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line = {
            "time": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.current() or None,
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()
