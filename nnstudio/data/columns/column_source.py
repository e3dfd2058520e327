"""Sources whose samples stand in the rows of a table: what somebody may say that its columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

from nnstudio.data.cells.no_value import StandIns, plain, tidy_stand_ins, without
from nnstudio.data.columns.column_names import tidy_names
from nnstudio.data.dataset import ReadAs
from nnstudio.data.source import Source

KindChoice = Literal["number", "category", "choices", "date"]
"""What somebody may say that a column holds."""
_SETTING_OF: dict[KindChoice, str] = {
    "number": "numbers", "category": "categories", "choices": "choices", "date": "dates",
}  # fmt: skip
KINDS = tuple(_SETTING_OF)


class ColumnSource(Source, frozen=True, kw_only=True):
    """A table with one sample per row: tables of all kinds, and those that name files."""

    takes_inputs: ClassVar[bool] = True
    """Whether its columns may be learned from."""

    numbers: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Columns that are read as numbers, or as categories, whatever they look like; they are never left out."""
    dates: tuple[str, ...] = ()
    """Columns that are read as dates."""
    choices: tuple[str, ...] = ()
    """Columns whose cells hold several choices each, such as ``Email;Phone``."""
    alike: tuple[str, ...] = ()
    """Columns in which spellings that differ only in capitals or blanks count as one."""
    stand_ins: StandIns = ()
    """Columns, each with a number that counts as missing there."""

    def __post_init__(self) -> None:
        super().__post_init__()
        tidy_names(self, *_SETTING_OF.values(), "alike")
        tidy_stand_ins(self, self.stand_ins)

    def with_kind(self, kind: KindChoice | None, *names: str) -> Self:
        """Read columns as a kind, or as they look."""
        settings = {}
        for each, setting in _SETTING_OF.items():
            others = tuple(name for name in getattr(self, setting) if name not in names)
            settings[setting] = others + names if each == kind else others
        return self.replace(**settings)

    def with_spellings(self, as_one: bool, *names: str) -> Self:
        """Let spellings in columns count as one where they differ only in capitals or blanks, or take them as they stand."""
        others = tuple(name for name in self.alike if name not in names)
        return self.replace(alike=others + names if as_one else others)

    def with_stand_ins(self, numbers: Sequence[float], *names: str) -> Self:
        """Let these numbers, and no others, count as missing in columns."""
        others = tuple(pair for pair in self.stand_ins if pair[0] not in names)
        return self.replace(
            stand_ins=(*others, *((name, float(number)) for name in names for number in numbers))
        )

    @property
    def chosen(self) -> dict[str, KindChoice]:
        """Columns whose kind was chosen, with it."""
        return {name: kind for kind, setting in _SETTING_OF.items() for name in getattr(self, setting)}

    def without_stand_ins(self, kinds: Mapping[str, ReadAs | None]) -> dict[str, ReadAs | None]:
        """How columns are to be read, without the numbers that count as missing in them."""
        kinds = dict(kinds)
        for name in dict(self.stand_ins):
            kinds[name] = without(kinds.get(name), plain(self.stand_ins, name))
        return kinds
