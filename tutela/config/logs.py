"""Log lines that say where and what kind, and never what was said about whom."""

import logging
import traceback
from datetime import UTC, datetime

# messages of these are ours or say only ids, codes and paths without their query
PLAIN_SPOKEN = ("tutela", "procrastinate", "django.request", "django.security")


class DiscreetFormatter(logging.Formatter):
    """Formats without the words of an exception, which may quote a row or what was typed."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = record.getMessage() if record.name.startswith(PLAIN_SPOKEN) else str(record.msg)
        line = f"{at} {record.levelname.lower()} {self.process} {record.name}: {said}"
        return " ".join(line.split()) + self._where(record)

    def _where(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[0] is None:
            return ""
        kind, _, trace = record.exc_info
        frames = "".join(
            f"\n  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        )
        return f"\n  {kind.__module__}.{kind.__qualname__}{frames}"
