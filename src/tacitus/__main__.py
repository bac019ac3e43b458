"""``python -m tacitus``."""

import sys

from tacitus.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
