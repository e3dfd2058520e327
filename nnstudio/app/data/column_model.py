"""The columns of a file as rows of a list, to be searched and sorted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from nnstudio.app.look import icons, theme
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.data.cells.dates import spelled
from nnstudio.data.columns.facts import FILES, Profile
from nnstudio.system.numbers import figure_text, percent_text

NAME, KIND, MISSING, VALUES, EXAMPLES = range(5)
FACTS = Qt.ItemDataRole.UserRole + 1
"""The facts of a row, and whether it is of use now."""
SORTED_BY = Qt.ItemDataRole.UserRole + 2

_ICONS = {
    "target": ("output", "curve_best"),
    "useless": ("minus", "text_muted"),
    "pictures": ("image", "accent"),
    "recordings": ("recording", "accent"),
}

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def kind_words(kind: str) -> str:
    """What a column holds, in a word."""
    return {
        "number": QCoreApplication.translate("Columns", "number"),
        "category": QCoreApplication.translate("Columns", "category"),
        "choices": QCoreApplication.translate("Columns", "choices"),
        "date": QCoreApplication.translate("Columns", "date"),
        "text": QCoreApplication.translate("Columns", "text"),
        "constant": QCoreApplication.translate("Columns", "constant"),
        "identifier": QCoreApplication.translate("Columns", "identifier"),
        "pictures": QCoreApplication.translate("Columns", "pictures"),
        "recordings": QCoreApplication.translate("Columns", "recordings"),
    }.get(kind, "–")


class ColumnModel(QAbstractTableModel):
    """Each column of the file is a row; a tick says that it is learned from.

    Signals
    -------
    use_wanted(name, used)
        A tick was set or taken away.

    Attributes
    ----------
    fixed : bool
        Whether nothing about the columns can be chosen, as of a bundled data set.
    alone : bool
        Whether none can be learned from beside the files that one of them names.
    """

    use_wanted = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Profile, ...] = ()
        self._targets: frozenset[str] = frozenset()
        self._ignored: frozenset[str] = frozenset()
        self._kinds: Mapping[str, str] = {}
        self.fixed = self.alone = False
        self._useless: frozenset[str] = frozenset()

    def show_facts(self, facts: Sequence[Profile], *, fixed: bool, useless: Collection[str]) -> None:
        """Show other columns, without ticks where their use is fixed, or where they are of none."""
        self.beginResetModel()
        self._facts, self.fixed, self._useless = tuple(facts), fixed, frozenset(useless)
        self.endResetModel()

    def show_use(
        self,
        targets: Collection[str],
        ignored: Collection[str],
        kinds: Mapping[str, str] | None,
        alike: Collection[str],
        *,
        alone: bool = False,
    ) -> None:
        """Show what the columns are used for, which kinds were chosen for some, and whose spellings count as one."""
        self._targets, self._ignored, self.alike = frozenset(targets), frozenset(ignored), frozenset(alike)
        self._kinds, self.alone = dict(kinds or {}), alone
        if self._facts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._facts) - 1, EXAMPLES))

    def facts_at(self, row: int) -> Profile:
        """The column that stands in a row."""
        return self._facts[row]

    def chosen_kind(self, name: str) -> str | None:
        """The kind that was chosen for a column; None where it is as detected."""
        return self._kinds.get(name)

    def kind_of(self, facts: Profile) -> str:
        """What a column is read as."""
        return self._kinds.get(facts.name, facts.kind)

    def use_of(self, facts: Profile) -> str:
        """What a column is used for: "target", "input", "ignored", what files it names or, where it is of no use, "useless"."""
        if facts.kind in FILES:
            return facts.kind
        if facts.name in self._targets:
            return "target"
        if facts.name in self._ignored:
            return "ignored"
        return "useless" if facts.name in self._useless else "input"

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns of the file."""
        return 0 if parent.isValid() else len(self._facts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """What is told about each of them."""
        return 0 if parent.isValid() else 5

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Inputs and columns that are left out have a box for their tick."""
        flags = super().flags(index)
        use = self.use_of(self._facts[index.row()])
        if index.column() == NAME and use in ("input", "ignored") and not (self.fixed or self.alone):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if use in FILES:  # there is nothing to choose about it
            flags &= ~Qt.ItemFlag.ItemIsSelectable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell."""
        facts = self._facts[index.row()]
        use, section = self.use_of(facts), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(facts, use, section)
        if role == Qt.ItemDataRole.CheckStateRole and section == NAME and use in ("input", "ignored"):
            if self.fixed or self.alone:
                return None
            return Qt.CheckState.Checked if use == "input" else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and section == NAME and use in _ICONS:
            return icons.icon(*_ICONS[use])
        if role == Qt.ItemDataRole.ForegroundRole and use in ("ignored", "useless"):
            return theme.current().color("text_muted")
        if role == Qt.ItemDataRole.FontRole and section == NAME and use == "target":
            return theme.current().font("strong")
        if role == Qt.ItemDataRole.TextAlignmentRole and section == MISSING:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(facts)
        if role == Qt.ItemDataRole.AccessibleTextRole and section == NAME:
            return f"{facts.name}, {self._use_words(use)}"
        if role == FACTS:
            return facts, use
        if role == SORTED_BY:
            return self._order(facts, section, index.row())
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Set a tick, or take it away; whoever owns the settings does so."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.use_wanted.emit(self._facts[index.row()].name, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of what is told."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == MISSING:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Column"), self.tr("Kind"), self.tr("Missing"), self.tr("Values"), self.tr("Examples"),
        )[section]  # fmt: skip

    def _text(self, facts: Profile, use: str, section: int) -> str:
        if section == NAME:
            return self.tr("{0} (target)").format(facts.name) if use == "target" else facts.name
        if section == KIND:
            return kind_words(self.kind_of(facts))
        if section == MISSING:
            return _share(facts.missing)
        if section == EXAMPLES:
            return translate(facts.reason) if use == "useless" and facts.reason else ", ".join(facts.samples)
        return ""

    def _tip(self, facts: Profile) -> str:
        lines = [facts.name]
        if facts.kind in FILES:
            lines.append(self._use_words(facts.kind))
        if facts.reason is not None:
            lines.append(translate(facts.reason))
        if facts.distinct:
            many = self.tr("{0} different values").format(facts.distinct)
            lines.append(self.tr("the same value everywhere") if facts.distinct == 1 else many)
        if facts.least is not None and facts.greatest is not None:
            spell = spelled if facts.kind == "date" else lambda v: figure_text(v, 6)
            lines.append(self.tr("from {0} to {1}").format(spell(facts.least), spell(facts.greatest)))
        if facts.samples:
            lines.append(", ".join(facts.samples))
        return tooltip("\n".join(lines))

    def _use_words(self, use: str) -> str:
        return {
            "target": self.tr("predicted"), "input": self.tr("learned from"), "ignored": self.tr("left out"),
            "pictures": self.tr("names the pictures"), "recordings": self.tr("names the recordings"),
        }.get(use, self.tr("of no use"))  # fmt: skip

    def _order(self, facts: Profile, section: int, row: int) -> Any:
        return {
            NAME: facts.name.casefold(), KIND: kind_words(self.kind_of(facts)),
            MISSING: facts.missing, VALUES: facts.distinct,
        }.get(section, row)  # fmt: skip


class FoundColumns(QSortFilterProxyModel):
    """The columns whose names hold some words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORTED_BY)
        self._words: tuple[str, ...] = ()

    def find(self, text: str) -> None:
        """Show only columns whose name or kind holds every word."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a column is shown."""
        model = self.sourceModel()
        texts = (model.index(row, section, parent).data() for section in (NAME, KIND))
        words = " ".join(texts).casefold()
        return all(word in words for word in self._words)


def _share(missing: float) -> str:
    if missing == 0:
        return "–"
    return (
        percent_text(missing, 0 if missing >= 0.095 else 1)
        if missing >= 0.001
        else f"<\N{NARROW NO-BREAK SPACE}{percent_text(0.001)}"
    )
