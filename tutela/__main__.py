"""`python -m tutela` is the same command as `./run` and the installed `tutela`."""

import sys

from tutela.installation.command import main

if __name__ == "__main__":
    sys.exit(main())
