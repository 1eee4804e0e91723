"""Benchmarks: `python -m bench` runs them all and writes bench/RESULTS.md.

Figures come from one run on one machine: read the ratios.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as every command of the service has it
