"""Properties are tried on the same examples in every run, however busy the machine.

`tests/trial/test_properties.py` tries them on more.
"""

import os

from hypothesis import settings

EXAMPLES = int(os.environ.get("EXAMPLES", "40"))
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("steady")
