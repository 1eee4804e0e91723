"""Lines of the log are JSON on standard error, each once, and say where in our code a fault was."""

import json
import logging
from collections.abc import Iterator

import pytest

from safespaces.actions.operations.log_lines import fault_fields, log_to_stderr
from safespaces.dates import weekday_name


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """The service's log without handlers, as it is when a process begins."""
    found = logging.getLogger("safespaces")
    handlers, level = found.handlers[:], found.level
    found.handlers.clear()
    yield found
    found.handlers[:] = handlers
    found.setLevel(level)


def test_a_line_is_written_once_however_often_the_log_was_begun(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        log_to_stderr()
    log.info("begun", extra={"route": "/places", "typed": "SECRET"})
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["message"], said["route"]) == ("info", "begun", "/places")
    assert "SECRET" not in line


def test_a_fault_is_told_by_its_kind_and_by_the_lines_of_our_own_code() -> None:
    try:
        weekday_name("SECRET")  # type: ignore[arg-type]
    except Exception as error:
        fields = fault_fields(error)
    (where,) = fields["where"]  # type: ignore[misc]
    assert where.startswith("dates.py:") and where.endswith(" weekday_name")
    assert "SECRET" not in str(fields)
