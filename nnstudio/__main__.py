"""The front door: a sub-command goes to the command line, anything else opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run NN Studio.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name; ``sys.argv[1:]`` if None.

    Returns
    -------
    int
        Exit code: 0 done, 1 refused with a line that says why, 2 wrong usage.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["--child"]:
        from nnstudio.data.child import main as child

        return child(arguments[1])
    from nnstudio.cli import COMMANDS, run

    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run(arguments)
    from nnstudio.app import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main())
