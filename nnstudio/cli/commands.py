"""The sub-commands and their options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from importlib import import_module

from nnstudio import __version__
from nnstudio.cli.defects import unexpected
from nnstudio.cli.earlier import add_earlier_options
from nnstudio.cli.mistaken import instead
from nnstudio.cli.options import (
    Listing,
    add_device,
    add_overrides,
    add_recordings,
    add_target,
    add_threshold,
    add_weights,
)
from nnstudio.cli.output import Output
from nnstudio.system.messages import StudioError


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", help="such as textbook or lenet (see `samples`)")
    parser.add_argument(
        "--data",
        metavar="NAME|FILE|FOLDER",
        help="a data set of the program (see `samples`), a table (CSV, Excel, Parquet), arrays (.npz, .npy, IDX) "
        "or a folder with a sub-folder of images or recordings for each class (default: the template's own)",
    )
    add_target(parser)
    add_recordings(parser)
    parser.add_argument(
        "--ignore",
        metavar="COLUMN",
        action="append",
        default=[],
        help="column not to learn from; once for each",
    )
    parser.add_argument(
        "--split-by",
        metavar="COLUMN",
        help="column that divides the rows: one that names their part (train, validation, test), dates (the newest are "
        "the test) or groups that stay together (default for --split time: the one in whose order rows stand)",
    )
    parser.add_argument(
        "--split", choices=("group", "time", "part"), help="how it does (default: as the column looks)"
    )
    parser.add_argument(
        "--distinct",
        action="store_true",
        help="leave out rows or pictures that say the same as an earlier one",
    )
    parser.add_argument(
        "--by-channel",
        action="store_true",
        help="scale each channel of sequences by itself, where their units differ",
    )
    parser.add_argument(
        "--log-target",
        action="store_true",
        help="learn the logarithm of the number to predict, where few values are very large",
    )
    add_earlier_options(parser)
    for part, rows in (("validation", "that watch the training"), ("test", "of the final test")):
        parser.add_argument(
            f"--{part}-file", metavar="FILE", help=f"table of its own with the rows {rows}; same columns"
        )
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="project to write (.nnstudio)")
    parser.add_argument("--force", action="store_true", help="overwrite an existing file")


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("describe",),
        metavar="describe",
        help="what to do; it is the only thing, and may be left out",
    )
    parser.add_argument("file", metavar="FILE|FOLDER", help="as for `new --data`")
    add_target(parser)
    add_recordings(parser)


def _repeat(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--seeds",
        type=int,
        metavar="N",
        help="so many runs that begin otherwise, on the same samples (default: 5)",
    )
    how.add_argument(
        "--folds",
        type=int,
        metavar="K",
        help="cross-validation: each of K parts of the data validates one run",
    )
    how.add_argument(
        "--continue",
        dest="go_on",
        action="store_true",
        help="make the runs that the newest stopped series lacks, with its own network and settings",
    )
    add_overrides(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write the project with its figures elsewhere")


def _train(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    add_overrides(parser)
    parser.add_argument(
        "--again", metavar="RUN", help="train what an earlier run trained (see `runs`), and compare"
    )
    parser.add_argument("--continue", dest="go_on", action="store_true", help="go on with the earlier run")
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--new-weights",
        action="store_true",
        help="begin with random weights, though the project has imported ones",
    )
    start.add_argument(
        "--keep-weights",
        action="store_true",
        help="begin with the weights of the earlier run, wherever they fit the network",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write the result elsewhere")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument(
        "--split", choices=("test", "validation", "train"), help="part of the project's data (default: test)"
    )
    parser.add_argument(
        "--data",
        metavar="PATH",
        help="file or folder with other rows and their answers (-: from standard input), all of which are measured; or "
        "where the project's data is now",
    )
    add_weights(parser)
    parser.add_argument(
        "--importance",
        action="store_true",
        help="also tell how much worse it gets without each column of a table",
    )
    add_threshold(parser)
    add_device(parser, "cpu")


def _predict(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument(
        "--data",
        required=True,
        metavar="TABLE|FILE|FOLDER|-",
        help="table with rows to predict (-: from standard input); for a network that was trained on image files or recordings "
        "one of them, or a folder; for one that was trained on arrays an .npy or .npz file",
    )
    parser.add_argument(
        "--unreadable",
        choices=("refuse", "missing"),
        default="refuse",
        help="what becomes of a table with cells that are no number, or no date, in a column that must hold them: it is "
        "refused, or they count as missing, as empty cells do (default: refuse, but for few among many numbers or dates)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="CSV file to write (default: the terminal)")
    add_weights(parser)
    add_threshold(parser)
    add_device(parser, "cpu")


def _export(parser: argparse.ArgumentParser) -> None:
    _project(parser)
    parser.add_argument("--to", metavar="FORMAT", help="see --formats (default: from the file's ending)")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="file to write")
    add_weights(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of the format; may be repeated",
    )
    parser.add_argument(
        "--data",
        metavar="PATH",
        help="where the project's data is now, whose rows prove the export; of a diagram it says what several outputs answer",
    )
    parser.add_argument("--no-proof", action="store_true", help="do not let another program check the file")
    parser.add_argument(
        "--force",
        action="store_true",
        help="also replace files that come from somewhere else, or belong to another export",
    )
    parser.add_argument(
        "--formats", action=Listing, listed=_formats, help="list the formats with their settings, and end"
    )


def _formats() -> str:
    from nnstudio.cli.export import described

    return described()


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="model (.onnx, .keras), or weights (.safetensors, .npz, .h5, .pt)"
    )
    parser.add_argument("--into", metavar="PROJECT", help="the project that weights are for (.nnstudio)")
    parser.add_argument(
        "--channels",
        choices=("auto", "first", "last"),
        default="auto",
        help="how images were flattened that the weights are from: first is usual for PyTorch, and what auto takes but "
        "for files of this program",
    )
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="project to write (.nnstudio)")
    parser.add_argument("--force", action="store_true", help="overwrite an existing file")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="A", help="project (.nnstudio), or model (.onnx, .keras)")
    parser.add_argument("other", metavar="B", help="what it is compared with")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lesson", metavar="LESSON", help="lesson (.md or .zip), or one of the program by its name"
    )
    parser.add_argument("file", metavar="FILE", nargs="+", help="projects that were handed in (.nnstudio)")


def _project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="project (.nnstudio)")


def _nothing(parser: argparse.ArgumentParser) -> None:
    pass


_MODULES = {"import": "import_"}
"""Commands whose names are words of Python."""


def _carry_out(options: argparse.Namespace, output: Output) -> int:
    """Import a command only when it is wanted: `--help` stays instant."""
    module = import_module(f"nnstudio.cli.{_MODULES.get(options.command, options.command)}")
    code: int = module.run(options, output)
    return code


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": ("make a project from a template", _new),
    "data": ("what is in a file, before anything is trained on it", _data),
    "train": ("train a project and keep the weights in it", _train),
    "repeat": ("train a project several times, to see how far its figures vary", _repeat),
    "runs": ("what was trained in a project so far", _project),
    "evaluate": ("loss and metrics on the held-out part", _evaluate),
    "predict": ("predictions for the rows of a file", _predict),
    "export": ("write the trained weights in another format", _export),
    "import": ("a model of another program, or weights for a project", _import),
    "summary": ("layers, shapes and parameters", _project),
    "diff": ("in what two projects or models differ", _diff),
    "check": ("whether what a lesson asks for was done, in one project or many", _check),
    "samples": ("the bundled data sets and templates", _nothing),
    "doctor": ("versions, devices and folders: text for a bug report", _nothing),
}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="nnstudio",
        description="Draw a neural network, train it on your own data, take the weights away.",
        epilog="Without a command, `nnstudio [FILE]` opens the window: with a project, a model or data.",
    )
    top.add_argument("--version", action="version", version=f"NN Studio {__version__}")
    commands = top.add_subparsers(dest="command", metavar="command", required=True)
    for name, (help_text, fill) in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
        )
        command.add_argument("--json", action="store_true", help="one JSON object per line, for programs")
        fill(command)
    return top


def run(arguments: Sequence[str]) -> int:
    """Run a sub-command; what goes wrong ends in one line on standard error."""
    options = parser().parse_args(arguments)
    output = Output(json=options.json)
    try:
        return _carry_out(options, output)
    except StudioError as error:
        output.error(f"{error}{instead(options, error)}")
        return 1
    except KeyboardInterrupt:
        output.error("Cancelled")
        return 130
    except Exception as error:
        if os.environ.get("NNSTUDIO_DEBUG"):
            raise
        output.error(unexpected(error))
        return 1
