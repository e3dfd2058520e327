"""The settings of data: where it comes from, how it is scaled and divided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from nnstudio.data.source import Source
from nnstudio.data.sources import SOURCES
from nnstudio.nn.fields import Field, FieldError, Spec
from nnstudio.system.messages import StudioError


class DataConfig(Spec, frozen=True):
    """Everything that decides, together with the seed, which numbers a network is trained on."""

    source: Source | None = None
    scaling: Annotated[
        str,
        Field(
            "How numbers are brought to a common size: around zero, between 0 and 1, or not at all.",
            choices=("standard", "minmax", "none"),
            choice_help=(
                "Every column around zero with deviation 1.",
                "Every column between 0 and 1.",
                "The numbers as they are in the file.",
            ),
        ),
    ] = "standard"
    validation: Annotated[
        float,
        Field(
            "Part of the rows that watches the training, but is never learned from.", minimum=0, maximum=0.9
        ),
    ] = 0.15
    test: Annotated[
        float,
        Field("Part of the rows that is kept sealed until the results are opened.", minimum=0, maximum=0.9),
    ] = 0.2
    stratified: Annotated[
        bool, Field("Whether every part gets its share of each class.", label="Same share of each class")
    ] = True
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

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.source is not None and not isinstance(self.source, Source):
            raise FieldError("Data: the source is {value}, not a data source", value=repr(self.source))
        if self.validation + self.test > 0.95:
            raise FieldError(
                "Data: validation ({validation:.0%}) and test ({test:.0%}) leave too little for training; "
                "together they may be 95 % at most",
                validation=self.validation,
                test=self.test,
            )

    def to_plain(self) -> dict[str, Any]:
        """Turn the settings into what files hold."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        plain["source"] = None if self.source is None else SOURCES.to_plain(self.source)
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
        return cls(**settings), extra
