"""How every process of the tests is set, before anything of the service is imported.

One thread a query of the k-d tree, as the server has it (safespaces/cli/serving.py). Not for speed alone: OpenMP's threads do not come
along when a process forks, so a child of a test that forks would wait for them without end.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
