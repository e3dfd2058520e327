"""What is to happen to one column of a table, where it is not what happens to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from nnstudio.nn.fields import Field, FieldError, Spec
from nnstudio.system.messages import StudioError

MOST_CATEGORIES = 1000


class ColumnSettings(Spec, frozen=True):
    """Preprocessing of one column; what does not suit the kind of the column is left aside.

    Parameters
    ----------
    name : str
        Of the column.
    """

    name: str
    missing: Annotated[
        str,
        Field(
            "What takes the place of a missing value.",
            choices=("usual", "median", "most_frequent", "drop"),
            choice_help=(
                "The mean of numbers, the most frequent category; of several choices none.",
                "The number in the middle; of categories the most frequent one.",
                "The value that occurs most often.",
                "Nothing: rows without a value are neither learned from nor tested. New rows get the usual value.",
            ),
            label="Missing values",
        ),
    ] = "usual"
    indicator: Annotated[
        bool,
        Field("Whether one more input says where the value was missing.", label="Say where it was missing"),
    ] = False
    logarithm: Annotated[
        bool,
        Field(
            "Whether the logarithm is taken first: sign(x) · log(1 + |x|). It helps where few values are very large. "
            "Answers of a target come back in its own unit, and estimate its median rather than its mean."
        ),
    ] = False
    scaling: Annotated[
        str | None,
        Field(
            "How the numbers of this column are brought to a common size.",
            choices=("standard", "minmax", "robust", "none"),
            choice_help=(
                "Around zero with deviation 1.",
                "Between 0 and 1.",
                "Around the median, by the middle half of the values: a few wild ones do not matter.",
                "The numbers as they are in the file.",
            ),
            empty="as all",
        ),
    ] = None
    encoding: Annotated[
        str,
        Field(
            "How categories become numbers.",
            choices=("one_hot", "common", "ordinal", "target"),
            choice_help=(
                "An input for each category.",
                "An input for each of the most frequent categories, and one for all others.",
                "One input: the place of the category in its order, for sizes S, M, L named so that they sort.",
                "The mean of the target, or the share of each class, in the rows of the category; rare categories "
                "are drawn towards that of all rows.",
            ),
            label="Categories",
        ),
    ] = "one_hot"
    most: Annotated[
        int,
        Field(
            "How many of the most frequent categories have an input of their own.",
            minimum=1,
            maximum=MOST_CATEGORIES,
            label="Frequent categories",
        ),
    ] = 20
    season: Annotated[
        bool, Field("Whether two more inputs say the time of the year.", label="Time of the year")
    ] = False
    weekday: Annotated[bool, Field("Whether seven more inputs say the day of the week.", label="Weekday")] = (
        False
    )
    hour: Annotated[
        bool, Field("Whether two more inputs say the time of the day.", label="Time of the day")
    ] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.name, str):
            raise FieldError(
                "Data: a column must be named by a text, not {value}", value=repr(self.name)[:40]
            )

    @property
    def usual(self) -> bool:
        """Whether nothing is different from other columns."""
        return self == ColumnSettings(self.name)


def settings_from_plain(told: object) -> tuple[ColumnSettings, ...]:
    """Turn what a file holds about its columns into settings.

    What this version does not know of a column is an error: the network would be trained on other numbers.

    Raises
    ------
    StudioError
    """
    if not isinstance(told, list | tuple):
        raise StudioError("Data: the columns must be a list, not {value}", value=repr(told)[:40])
    known = {field.name for field in msgspec.structs.fields(ColumnSettings)}
    found: list[ColumnSettings] = []
    for each in told:
        if isinstance(each, ColumnSettings):
            found.append(each)
            continue
        if not isinstance(each, Mapping) or "name" not in each:
            raise StudioError(
                "Data: a column must be an object with a name, not {value}", value=repr(each)[:40]
            )
        strange = [str(key) for key in each if key not in known]
        if strange:
            raise StudioError(
                "Data: column {column} has the unknown setting {setting}; a newer version of the program wrote it",
                column=repr(each["name"])[:60],
                setting=repr(strange[0])[:60],
            )
        found.append(ColumnSettings(**dict(each)))
    return tuple(found)


def settings_to_plain(columns: tuple[ColumnSettings, ...]) -> list[dict[str, Any]]:
    """Turn settings into what files hold: the name, and what is not usual."""
    plain = []
    for column in columns:
        usual = ColumnSettings(column.name)
        plain.append(
            {
                name: value
                for name, value in msgspec.to_builtins(column).items()
                if name == "name" or value != getattr(usual, name)
            }
        )
    return plain
