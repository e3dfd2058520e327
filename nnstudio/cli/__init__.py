"""The command line: the same engine without a window."""

from nnstudio.cli.commands import COMMANDS, run

__all__ = ["COMMANDS", "run"]
