"""What follows from targets of several sorts, in words: which outputs the network has."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from nnstudio.app.words.texts import one_line
from nnstudio.data.dataset import Dataset
from nnstudio.data.target_group import views_of

_NAMED = 4
"""Columns of one output that are called by their names."""


class OutputsNote(QLabel):
    """Below the problem: which outputs follow from targets of several sorts; hidden where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Say it of a data set; of None there is nothing to say."""
        self.setText("" if dataset is None else outputs_words(dataset))
        self.setVisible(bool(self.text()))


def outputs_words(dataset: Dataset) -> str:
    """Each output with what it answers: ``2 outputs: “kind” (3 classes), “price” (a number)``; empty where there is one."""
    if not dataset.further:
        return ""
    told = [_asked(view) for view in views_of(dataset)]
    return QCoreApplication.translate("DataDialog", "{0} outputs: {1}").format(len(told), ", ".join(told))


def quantities_of(dataset: Dataset | None) -> list[str]:
    """Targets that are numbers."""
    targets = () if dataset is None else dataset.targets
    return [each.name for each in targets if each.kind == "number"]


def _asked(view: Dataset) -> str:
    """Names of columns, and what one output answers of them."""
    tr, count, names = QCoreApplication.translate, len(view.targets), view.target_columns
    both = tr("DataDialog", "{0}” and “{1}")
    shown = [one_line(name) for name in names[:_NAMED]] + ["…"] * (len(names) > _NAMED)
    called = reduce(both.format, shown)
    if view.choices is not None:
        return tr("DataDialog", "“{0}” ({1} choices)").format(called, count)
    if view.task == "binary":
        no, yes = map(one_line, view.target.categories)
        return tr("DataDialog", "“{0}” ({1} or {2})").format(called, yes, no)
    if view.task == "classes":
        return tr("DataDialog", "“{0}” ({1} classes)").format(called, len(view.classes))
    if view.task == "labels":
        return tr("DataDialog", "“{0}” ({1} yes/no answers)").format(called, count)
    if count > 1:
        return tr("DataDialog", "“{0}” ({1} numbers)").format(called, count)
    return tr("DataDialog", "“{0}” (a number)").format(called)
