"""The columns of a file in a table: what each holds, how its values lie, and whether it is learned from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from nnstudio.app.data.column_choices import ColumnChoices
from nnstudio.app.data.column_menu import ColumnMenu
from nnstudio.app.data.column_model import (
    EXAMPLES,
    FACTS,
    KIND,
    MISSING,
    NAME,
    VALUES,
    ColumnModel,
    FoundColumns,
)
from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.data.columns.facts import Profile

_SEARCHED = 12
"""With fewer columns there is nothing to search."""
_ROW = 34
_PICTURE = 72
_EXAMPLES = 76
_NAME = (110, 190)
"""Least width of the names, and the greatest where the table is narrow."""
_NAMES = 0.4
"""Part of a wide table that names may take."""

_Index = QModelIndex | QPersistentModelIndex


class ColumnTable(QWidget):
    """Shows the columns and lets choose what they are used for.

    Signals
    -------
    use_wanted(names, use)
        Columns that are to be the "target", "also" one beside the others, an "input" or "ignored" from now on.
    kind_wanted(names, kind)
        Columns that are to be read as a "number" or a "category", or with None as they look.
    alike_wanted(names, as_one)
        Columns in which spellings that differ only in capitals or blanks are to count as one, or not.
    treated_selected(names, kinds)
        Inputs and targets that are selected now, and what they hold; of a number that is predicted, "target".
    """

    use_wanted = Signal(object, str)
    kind_wanted = Signal(object, object)
    alike_wanted = Signal(object, bool)
    treated_selected = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quantities: Collection[str] = ()
        self._model = ColumnModel(self)
        self._wanted = ""
        self._found = FoundColumns(self)
        self._found.setSourceModel(self._model)
        self._model.use_wanted.connect(self._tick)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search columns"))
        self.search.setAccessibleName(self.tr("Search columns"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self._count = label("", "small")
        self.view = _View()
        self.view.setModel(self._found)
        self.view.setAccessibleName(self.tr("Columns"))
        self.view.use_wanted.connect(self._use_selected)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.choices = ColumnChoices()
        self.choices.use_chosen.connect(self._use_selected)
        self.choices.kind_chosen.connect(lambda kind: self.kind_wanted.emit(self.chosen(), kind))
        self._bar = QWidget()
        bar = h_box(self._bar, margins=0, spacing=10)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._count)
        column = v_box(self, margins=(0, 8, 0, 0), spacing=8)
        column.addWidget(self._bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.choices)

    def show_facts(
        self, facts: Sequence[Profile], *, fixed: bool = False, useless: Collection[str] = ()
    ) -> None:
        """Show other columns.

        Parameters
        ----------
        facts : sequence of Profile
            The same columns as before, read anew, keep search, order and selection.
        fixed : bool
            Whether what they are used for cannot be changed.
        useless : collection of str
            Those that cannot be used as they are.
        """
        known = [self._model.facts_at(row).name for row in range(self._model.rowCount())]
        if [found.name for found in facts] == known:
            chosen = self.chosen()
            self._model.show_facts(facts, fixed=fixed, useless=useless)
            self._select(chosen)
        else:
            self.search.clear()
            self._model.show_facts(facts, fixed=fixed, useless=useless)
            self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
            self.look_at(self._wanted)
        self._bar.setVisible(len(facts) > _SEARCHED)
        self.choices.setVisible(not fixed)
        self._tell_count()

    def show_use(
        self,
        targets: Collection[str],
        ignored: Collection[str],
        kinds: Mapping[str, str] | None = None,
        alike: Collection[str] = (),
        *,
        quantities: Collection[str] = (),
        alone: bool = False,
    ) -> None:
        """Show the uses of columns, kinds that were chosen, whose spellings count as one, which targets are numbers, and whether none can be an input."""
        self._quantities = quantities
        self._model.show_use(targets, ignored, kinds, alike, alone=alone)
        self._tell_count()
        self._show_chosen()
        self.view.fit()

    def chosen(self) -> tuple[str, ...]:
        """Names of the selected columns, in the order of the rows."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self._facts(row).name for row in rows)

    def look_at(self, name: str) -> None:
        """Select a column and bring it into sight, now or when there are columns."""
        self._wanted = name
        self._select((name,))
        rows = self.view.selectionModel().selectedRows()
        if name and rows:
            self._wanted = ""
            self.view.setCurrentIndex(rows[0])
            self.view.scrollTo(rows[0], QTableView.ScrollHint.PositionAtCenter)

    def _select(self, names: Collection[str]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for row in range(self._found.rowCount()):
            if self._facts(row).name in names:
                index = self._found.index(row, NAME)
                self.view.selectionModel().select(index, flags.Select | flags.Rows)

    def _show_chosen(self) -> None:
        """Show what the selected columns are."""
        names = self.chosen()
        facts = [found for name in names if (found := self.facts_of(name)) is not None]
        uses = {self._model.use_of(found) for found in facts}
        kinds = {self._model.chosen_kind(found.name) for found in facts}
        use, able = uses.pop() if len(uses) == 1 else "", not self._model.alone
        self.choices.show_columns(names, use, kinds.pop() if len(kinds) == 1 else "", inputs=able)
        treated = {found.name: kind for found in facts if (kind := self._treated_as(found))}
        self.treated_selected.emit(tuple(treated), tuple(dict.fromkeys(treated.values())))

    def _treated_as(self, found: Profile) -> str:
        """By what kind a column is treated; classes that are predicted, and what is not used, are not treated at all."""
        use = self._model.use_of(found)
        target = "target" if use == "target" and found.name in self._quantities else ""
        return self._model.kind_of(found) if use == "input" else target

    def facts_of(self, name: str) -> Profile | None:
        """What is known about a column."""
        facts = (self._model.facts_at(row) for row in range(self._model.rowCount()))
        return next((found for found in facts if found.name == name), None)

    def _facts(self, row: int) -> Profile:
        return self._model.facts_at(self._found.mapToSource(self._found.index(row, 0)).row())

    def _search(self, text: str) -> None:
        self._found.find(text)
        self._tell_count()

    def _tell_count(self) -> None:
        every = self._model.rowCount()
        used = sum(self._model.use_of(self._model.facts_at(row)) == "input" for row in range(every))
        text = self.tr("{0} of {1} are inputs").format(used, every)
        if self.search.text():
            text = self.tr("{0} found").format(self._found.rowCount())
        self._count.setText(text)

    def _tick(self, name: str, used: bool) -> None:
        """A tick counts for all selected columns, where its column is one of them."""
        chosen = self.chosen()
        names = chosen if name in chosen else (name,)
        self.use_wanted.emit(names, "input" if used else "ignored")

    def _use_selected(self, use: str) -> None:
        names = self.chosen()
        if use == "switch":
            facts = [found for name in names if (found := self.facts_of(name)) is not None]
            use = "ignored" if any(self._model.use_of(f) == "input" for f in facts) else "input"
        if names and not (use == "input" and self._model.alone):
            self.use_wanted.emit(names, use)

    def _open_menu(self, at: QPoint) -> None:
        if not (names := self.chosen()) or self._model.fixed:
            return
        facts = [found for name in names if (found := self.facts_of(name)) is not None]
        menu = ColumnMenu(self, inputs=not self._model.alone)
        menu.use_chosen.connect(self._use_selected)
        if all(self._model.kind_of(found) not in ("number", "date") for found in facts):
            menu.offer_spellings(self._model.alike.issuperset(names))
            menu.spellings_chosen.connect(lambda as_one: self.alike_wanted.emit(names, as_one))
        menu.popup(self.view.viewport().mapToGlobal(at))


class _View(QTableView):
    """Whole rows; Space ticks, I, T, Shift+T and X say what the selected columns are for."""

    use_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "list")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leads out of the table, arrows lead through it
        self.setCornerButtonEnabled(False)
        self._name, self._reasons = 0, False
        """Room that the names would need, and whether it is said why a column is of no use where its examples would stand."""
        self.verticalHeader().hide()
        theme.current().resized.connect(self.fit)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(48)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.setItemDelegate(_Cells(self))
        self.setItemDelegateForColumn(VALUES, _Picture(self))

    def fit(self) -> None:
        """Give the columns the room that their words need; what is nowhere missing needs no column for that."""
        room, metrics = theme.current().room, self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(room(_ROW))
        wide = QFontMetrics(theme.current().font("strong"))
        self._name = self._widest(NAME, wide) + 46
        for section in (KIND, MISSING, VALUES):
            title = str(self.model().headerData(section, Qt.Orientation.Horizontal))
            self.setColumnWidth(
                section, max(self._widest(section, metrics), metrics.horizontalAdvance(title)) + 20
            )
        self.setColumnWidth(VALUES, max(room(_PICTURE) + 16, self.columnWidth(VALUES)))
        told = [self.model().index(row, 0).data(FACTS) for row in range(self.model().rowCount())]
        self.setColumnHidden(MISSING, not any(facts.missing for facts, _ in told))
        self._reasons = any(use == "useless" for _, use in told)
        self._fill()

    def _widest(self, section: int, metrics: QFontMetrics) -> int:
        """Room for the words of the first rows."""
        model = self.model()
        texts = (str(model.index(row, section).data()) for row in range(min(model.rowCount(), 60)))
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    def _fill(self) -> None:
        """The examples have the rest of the width; where names could hardly be read for them, tool tips tell examples alone."""
        room, whole = theme.current().room, self.viewport().width()
        title = str(self.model().headerData(EXAMPLES, Qt.Orientation.Horizontal))
        least = max(room(_EXAMPLES), self.fontMetrics().horizontalAdvance(title) + 20)
        free = whole - sum(self.columnWidth(section) for section in (KIND, MISSING, VALUES))
        most = max(room(_NAME[1]), int(whole * _NAMES))
        alone = free - least < min(self._name, room(_NAME[1])) and not self._reasons
        self.setColumnHidden(EXAMPLES, alone)
        self.setColumnWidth(NAME, max(free if alone else min(self._name, most, free - least), room(_NAME[0])))
        self.setColumnWidth(EXAMPLES, max(free - self.columnWidth(NAME), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the last column end where the table does."""
        super().resizeEvent(event)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose a use, as the menu says; Space switches the tick."""
        use = {
            Qt.Key.Key_Space: "switch", Qt.Key.Key_I: "input", Qt.Key.Key_T: "target", Qt.Key.Key_X: "ignored",
        }.get(Qt.Key(event.key()))  # fmt: skip
        if event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.use_wanted.emit("also")
        elif use is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.use_wanted.emit(use)
        elif event.key() == Qt.Key.Key_Menu:
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Plain cells; the focus is painted once for the row, by its name."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """No dotted line around single cells."""
        super().initStyleOption(option, index)
        if index.column() != NAME:
            option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell; why a column is of no use has the room of its picture as well."""
        if index.column() == EXAMPLES and index.data(FACTS)[1] == "useless":
            self.initStyleOption(option, index)
            _paint_reason(painter, option, index)
        else:
            super().paint(painter, option, index)


def _paint_cell(painter: QPainter, option: QStyleOptionViewItem) -> None:
    view = option.widget
    style = view.style() if view is not None else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)


def _paint_reason(painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
    """Paint what of a reason falls into a cell: it begins where the picture would and goes on in the next cell."""
    view = option.widget
    if isinstance(view, QTableView):
        whole = view.visualRect(index.sibling(index.row(), VALUES))
        whole = whole.united(view.visualRect(index.sibling(index.row(), EXAMPLES)))
    else:
        whole = option.rect
    painter.save()
    painter.setClipRect(option.rect)
    option.rect = whole
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
    option.text = translate(index.data(FACTS)[0].reason)
    _paint_cell(painter, option)
    painter.restore()


class _Picture(QStyledItemDelegate):
    """Paints how the values of a column lie: numbers from the least to the greatest, categories by their number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the bars of a column."""
        self.initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        facts, use = index.data(FACTS)
        if use == "useless":
            _paint_reason(painter, option, index)
            return
        _paint_cell(painter, option)
        most = max(facts.bars, default=0)
        if most == 0:
            return
        colors = theme.current()
        token = {"input": "accent", "target": "curve_best"}.get(use, "text_disabled")
        area = QRectF(option.rect).adjusted(8, 6, -8, -5)
        slot = min(area.width() / len(facts.bars), 14.0)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 1.0 if slot > 3 else 0.0
        for i, count in enumerate(facts.bars):
            height = max(area.height() * count / most, 1.0 if count else 0.0)
            bar = QRectF(area.left() + i * slot, area.bottom() - height, slot - gap, height)
            painter.fillRect(bar, colors.color(token, 0.7))
        painter.fillRect(
            QRectF(area.left(), area.bottom(), slot * len(facts.bars) - gap, 1), colors.color("border")
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Room for a small picture."""
        return QSize(theme.current().room(_PICTURE), theme.current().room(_ROW))
