"""Every command leaves numpy's libraries one thread, unless the operator says otherwise."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("given", "there"), [({}, "1"), ({"OMP_NUM_THREADS": "4"}, "4")])
def test_before_numpy_is_loaded(given: dict[str, str], there: str) -> None:
    code = (
        "import os, sys, safespaces.cli\n"
        "assert 'numpy' not in sys.modules\n"
        "import safespaces.cli.main\n"
        "print(os.environ['OMP_NUM_THREADS'])"
    )
    env = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=env | given, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == there
