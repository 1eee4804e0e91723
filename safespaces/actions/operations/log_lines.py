"""Lines of the log: JSON on standard error, with named fields and nothing else.

The text of an error is never among them: it may quote what somebody typed, or a link that signs
somebody in.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

_FIELDS = ("request_id", "method", "route", "status", "ms", "person", "problem", "where")
_PACKAGE = str(Path(__file__).parents[2])
_MOST_FRAMES = 5


class JsonLine(logging.Formatter):
    """A record as one line of JSON: the fields of this file and nothing else a caller may have put
    in.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.msg,
        }
        line |= {name: vars(record)[name] for name in _FIELDS if name in vars(record)}
        return json.dumps(line)


def fault_fields(error: BaseException) -> dict[str, object]:
    """What kind of error it was, and where in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in frames
        if frame.filename.startswith(_PACKAGE)
    ]
    return {"problem": type(error).__name__, "where": where[-_MOST_FRAMES:]}


def log_to_stderr() -> None:
    """Have all that the service logs written as such lines."""
    log = logging.getLogger("safespaces")
    log.setLevel(logging.INFO)
    if not any(isinstance(handler.formatter, JsonLine) for handler in log.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLine())
        log.addHandler(handler)
