"""The settings of data: where it comes from, how it is scaled and divided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from nnstudio.data.augmentation import AUGMENTATIONS, Augmentation
from nnstudio.data.columns.column_settings import ColumnSettings, settings_from_plain, settings_to_plain
from nnstudio.data.source import Source
from nnstudio.data.sources import SOURCES
from nnstudio.nn.fields import Field, FieldError, Spec
from nnstudio.system.messages import StudioError

MOST_STEPS = 100
"""Augmentations in a file; more are no description that somebody made."""


class DataConfig(Spec, frozen=True):
    """Everything that decides, together with the seed, which numbers a network is trained on."""

    source: Source | None = None
    scaling: Annotated[
        str,
        Field(
            "How numbers are brought to a common size: around zero, between 0 and 1, or not at all.",
            choices=("standard", "minmax", "none", "robust"),
            choice_help=(
                "Every column around zero with deviation 1.",
                "Every column between 0 and 1.",
                "The numbers as they are in the file.",
                "Every column around its median, by the middle half of its values: a few wild ones do not matter.",
            ),
        ),
    ] = "standard"
    validation: Annotated[
        float,
        Field(
            "Part of the data that watches the training, but is never learned from.", minimum=0, maximum=0.9
        ),
    ] = 0.15
    test: Annotated[
        float,
        Field("Part of the data that is kept sealed until the results are opened.", minimum=0, maximum=0.9),
    ] = 0.2
    stratified: Annotated[
        bool,
        Field(
            "Whether every part gets its share of each class, or of each of several yes/no targets.",
            label="Same share of each class",
        ),
    ] = True
    distinct: Annotated[
        bool,
        Field(
            "Whether a row or picture that is the same as an earlier one, value by value and with the same answer, is in no part: "
            "what was learned by heart is not tested then.",
            label="Leave repeats out",
        ),
    ] = False
    answer: Annotated[
        str,
        Field(
            "What the network learns to give: the target, or its own input again, as an autoencoder does.",
            choices=("target", "input"),
            choice_help=(
                "What stands in the column to predict.",
                "Its own input, squeezed through fewer numbers on the way: an autoencoder.",
            ),
            label="Learns to give",
        ),
    ] = "target"
    augmentation: tuple[Augmentation, ...] = ()
    """How samples are changed."""
    augmented: Annotated[
        str,
        Field(
            "Which samples are changed: those that are learned from, or those by which the network is judged.",
            choices=("training", "held-out"),
            choice_help=(
                "Those that are learned from, anew in every epoch: the network sees more than there is.",
                "Validation and test, always the same way: whether the network holds on what it has never seen so.",
            ),
            label="Change",
        ),
    ] = "training"
    shuffled: Annotated[
        bool,
        Field(
            "Whether the pixels of all pictures are put into one and the same order, drawn by lot: a network that looks "
            "at what lies next to what loses that.",
            label="Shuffle pixels",
        ),
    ] = False
    by_channel: Annotated[
        bool,
        Field(
            "Whether each channel of a sequence is scaled by itself: for channels in units of their own, such as an acceleration "
            "and a temperature. Otherwise their proportions stay.",
            label="Each channel by itself",
        ),
    ] = False
    divided: Annotated[
        str,
        Field(
            "How it is decided which rows are learned from and which ones are held out.",
            choices=("random", "group", "time", "part"),
            choice_help=(
                "Drawn by lot.",
                "By lot, and rows with the same value in a column stay together: no patient on two sides.",
                "In the order of a column: the oldest rows are learned from, the newest are the test.",
                "By a column that names the part of every row: train, validation or test.",
            ),
            label="Divide rows",
        ),
    ] = "random"
    divided_by: Annotated[
        str | None, Field("The column that decides it.", label="By column", empty="none")
    ] = None
    columns: tuple[ColumnSettings, ...] = ()
    """Columns with a preprocessing of their own."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.source is not None and not isinstance(self.source, Source):
            raise FieldError("Data: the source is {value}, not a data source", value=repr(self.source))
        if self.divided != "random" and not self.divided_by:
            raise FieldError("Data: choose the column by which the rows are divided")
        columns = settings_from_plain(self.columns)
        names = [column.name for column in columns]
        if len(set(names)) < len(names):
            raise FieldError(
                "Data: column {column} has settings twice",
                column=repr(next(name for name in names if names.count(name) > 1)),
            )
        msgspec.structs.force_setattr(self, "columns", columns)
        if not isinstance(self.augmentation, tuple) or not all(
            isinstance(step, Augmentation) for step in self.augmentation
        ):
            raise FieldError("Data: the augmentation is {value}", value=repr(self.augmentation)[:40])
        if self.validation + self.test > 0.95:
            raise FieldError(
                "Data: validation ({validation:.0%}) and test ({test:.0%}) leave too little for training; "
                "together they may be 95 % at most",
                validation=self.validation,
                test=self.test,
            )

    @property
    def other_lengths(self) -> str | None:
        """What happens to recordings of another length, as of a source; None where no recordings are learned from."""
        return None if self.source is None else self.source.other_lengths

    def for_column(self, name: str) -> ColumnSettings:
        """What is to happen to a column."""
        return next((column for column in self.columns if column.name == name), ColumnSettings(name))

    def with_column(self, column: ColumnSettings) -> DataConfig:
        """Give a column other settings; those that are as usual are not kept."""
        others = tuple(each for each in self.columns if each.name != column.name)
        return self.replace(columns=others if column.usual else (*others, column))

    def to_plain(self) -> dict[str, Any]:
        """Turn the settings into what files hold."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        plain["columns"] = settings_to_plain(self.columns)
        plain["source"] = None if self.source is None else SOURCES.to_plain(self.source)
        plain["augmentation"] = [AUGMENTATIONS.to_plain(step) for step in self.augmentation]
        return plain

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> tuple[DataConfig, dict[str, Any]]:
        """Turn what a file holds into settings.

        Returns
        -------
        config : DataConfig
        extra : dict
            What this version does not know, to be written back untouched; that of the source is in its
            ``"source"``.

        Raises
        ------
        StudioError
            For an unknown source or a setting outside its limits.
        """
        known = {field.name for field in msgspec.structs.fields(cls)}
        settings = {key: value for key, value in data.items() if key in known}
        extra = {key: value for key, value in data.items() if key not in known}
        source = settings.get("source")
        if source is not None:
            if not isinstance(source, Mapping):
                raise StudioError("Data: the source must be an object, not {value}", value=repr(source)[:40])
            settings["source"], unknown = SOURCES.from_plain(source)
            if unknown:
                extra["source"] = unknown
        steps = settings.get("augmentation", ())
        if not isinstance(steps, list | tuple) or len(steps) > MOST_STEPS:
            raise StudioError("Data: the augmentation must be a list, not {value}", value=repr(steps)[:40])
        settings["augmentation"] = tuple(AUGMENTATIONS.from_plain(step)[0] for step in steps)
        return cls(**settings), extra
