"""Options that several sub-commands have; nothing that takes long to import, so that `--help` stays instant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any

from nnstudio.cli.output import Output


def add_target(parser: argparse.ArgumentParser) -> None:
    """What is predicted, and how a table that names it is read."""
    parser.add_argument(
        "--target",
        metavar="COLUMN",
        action="append",
        help="column of a table to predict (default: the one that is proposed, mostly the last); once for each where "
        "several are predicted at once: numbers together, yes/no columns together, each column of classes by an output of its own",
    )
    parser.add_argument(
        "--task",
        choices=("classes", "regression"),
        help="whether the target names classes or is a quantity (default: as its values look)",
    )
    parser.add_argument(
        "--folder",
        metavar="FOLDER",
        help="where the pictures or recordings lie that a table names (default: beside the table)",
    )
    parser.add_argument(
        "--with",
        dest="with_columns",
        metavar="COLUMN",
        action="append",
        default=[],
        help="column of a table that names pictures that is learned from together with them; once for each",
    )
    parser.add_argument(
        "--header",
        choices=("yes", "no"),
        help="whether the first row of a table names the columns (default: as it looks)",
    )
    parser.add_argument(
        "--sheet",
        metavar="NAME",
        help="which sheet of a workbook, or which table of a database (default: the first one with rows)",
    )
    parser.add_argument(
        "--alike",
        metavar="COLUMN",
        action="append",
        default=[],
        help="column in which spellings that differ only in capitals or blanks count as one; once for each (class for a "
        "folder of images or recordings)",
    )
    parser.add_argument(
        "--kind",
        metavar="COLUMN=KIND",
        action="append",
        default=[],
        help="what a column of a table holds: number, category, choices (several in a cell, such as Email;Phone) or date; once "
        "for each (default: as it looks)",
    )
    parser.add_argument(
        "--missing",
        metavar="[COLUMN=]NUMBER",
        action="append",
        default=[],
        help="number that stands for no value, such as -999, in all columns of a table or in one (load=-999); once for each",
    )


def add_recordings(parser: argparse.ArgumentParser) -> None:
    """How recordings are read."""
    parser.add_argument(
        "--length",
        type=int,
        metavar="VALUES",
        help="values along time or wavelength that each recording is brought to (default: as most have)",
    )
    parser.add_argument(
        "--rate",
        type=int,
        metavar="PER_SECOND",
        help="samples per second that sounds are brought to (default: as most have)",
    )
    parser.add_argument(
        "--seen-as",
        choices=("signal", "spectrogram", "mel"),
        help="what a network sees of each recording: its values, or a picture of its frequencies (default: mel for sounds of "
        "some length, else the signal)",
    )
    parser.add_argument(
        "--window",
        type=int,
        metavar="VALUES",
        help="values that a spectrogram looks at together (default: near 32 ms)",
    )
    parser.add_argument(
        "--bands", type=int, metavar="N", help="bands of frequencies of a spectrogram (default: 40)"
    )


def add_device(parser: argparse.ArgumentParser, usual: str | None = None) -> None:
    """Where the arithmetic runs."""
    parser.add_argument(
        "--device",
        type=_device,
        default=usual,
        metavar="auto|cpu|cuda|cuda:N",
        help="where the arithmetic runs (`doctor` lists what there is; default: "
        f"{usual or 'what the project says'})",
    )


def _device(text: str) -> str:
    """A device as people may write it; whether the computer has it is found out later."""
    from nnstudio.backend.gpu_system import same_device

    device = same_device(text.strip().lower())
    if not re.fullmatch(r"auto|cpu|cuda(:[1-7])?", device):
        raise argparse.ArgumentTypeError(
            f"unknown device {text[:40]!r}: use auto, cpu, cuda, or cuda:1 to cuda:7 for further GPUs (`doctor` lists "
            "those of this computer)"
        )
    return device


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Which epoch's weights are used."""
    parser.add_argument(
        "--weights",
        choices=("last", "best"),
        help="which epoch's weights (default: the best one, where rows of a validation part chose it, else the last)",
    )


def add_threshold(parser: argparse.ArgumentParser) -> None:
    """From which probability on something is answered."""
    parser.add_argument(
        "--threshold",
        action="append",
        default=[],
        metavar="[TARGET=]SHARE",
        help="from which probability on one of two classes, or yes to a label, is answered; may be given for each target "
        "(default: what the project keeps for these weights, else 0.5)",
    )


class Listing(argparse.Action):
    """Prints what there is to choose from, which is imported only then."""

    def __init__(
        self, option_strings: Sequence[str], dest: str, listed: Callable[[], str], help: str
    ) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)
        self._listed = listed

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print, and end with success."""
        Output(json=False).raw(self._listed() + "\n")
        parser.exit()


def _training_settings() -> str:
    from nnstudio.cli.training_settings import described

    return described()


def add_overrides(parser: argparse.ArgumentParser) -> None:
    """What may be said otherwise than the project says, for one time."""
    parser.add_argument(
        "--epochs", type=int, metavar="N", help="how often the network sees the training part"
    )
    parser.add_argument("--batch-size", type=int, metavar="N", help="samples for each step")
    parser.add_argument("--learning-rate", type=float, metavar="RATE", help="size of a step downhill")
    parser.add_argument("--optimizer", metavar="NAME", help="such as Adam; --settings lists them all")
    parser.add_argument("--schedule", metavar="NAME", help="course of the learning rate, such as CosineDecay")
    parser.add_argument(
        "--warmup",
        metavar="EPOCHS",
        help="epochs at the start in which the learning rate grows to its full size",
    )
    parser.add_argument(
        "--loss",
        metavar="NAME",
        help="what is made small, such as Huber; of several outputs by the first that it fits (by another: --set loss@OUTPUT=NAME)",
    )
    parser.add_argument(
        "--class-weights",
        metavar="balanced|none|W,W,…",
        help="how much a sample counts by its class: every class as much as every other, all samples alike, or a number for "
        "each class in their order",
    )
    parser.add_argument(
        "--clip-norm",
        metavar="LENGTH",
        help="shorten the gradient of all weights together to this length (off: not)",
    )
    parser.add_argument(
        "--clip-value", metavar="VALUE", help="limit every single gradient to ± this value (off: not)"
    )
    parser.add_argument(
        "--patience",
        metavar="EPOCHS",
        help="end the run early when so many epochs have not lowered the validation loss (0: never)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME[@OUTPUT]=VALUE",
        help="another setting of the optimizer, the schedule, the loss or the run, or of one of several outputs by its target, "
        "such as weight@price=0.5; may be repeated",
    )
    parser.add_argument(
        "--settings",
        action=Listing,
        listed=_training_settings,
        help="list optimizers, schedules and losses with their settings, and end",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="start of all randomness, the split included")
    parser.add_argument(
        "--log-target",
        action=argparse.BooleanOptionalAction,
        help="learn the logarithm of the number to predict, or the number as it is (default: what the project says)",
    )
    parser.add_argument("--validation", type=float, metavar="SHARE", help="part of the data for validation")
    parser.add_argument("--test", type=float, metavar="SHARE", help="part of the data for the final test")
    add_device(parser)
    parser.add_argument(
        "--tf32",
        action=argparse.BooleanOptionalAction,
        help="let an NVIDIA GPU multiply matrices in a short form of its numbers: faster, to about three decimal digits",
    )
    parser.add_argument(
        "--more-metrics",
        action=argparse.BooleanOptionalAction,
        help="also measure AUC, of several classes precision, recall and F1, or RMSE and R² of numbers",
    )
    parser.add_argument("--data", metavar="PATH", help="where the project's data file or folder is now")
