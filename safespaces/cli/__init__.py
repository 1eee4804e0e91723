"""The command line: the same actions as the pages, exit codes that mean something."""

import os

# Before numpy is loaded: its libraries would share each small piece of work out among all
# processors, and waking those takes longer than the work. Beside busy neighbours an import then
# took three to six times the processor time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
