"""What follows from targets of several sorts, in words: which outputs the network has."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from nnstudio.app.texts import one_line
from nnstudio.data.dataset import Dataset
from nnstudio.data.target_group import groups_of, views_of

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
    told = [
        f"{quoted(group.file_columns)} ({_asked(view)})"
        for group, view in zip(groups_of(dataset), views_of(dataset), strict=True)
    ]
    return QCoreApplication.translate("DataDialog", "{0} outputs: {1}").format(len(told), ", ".join(told))


def quantities_of(dataset: Dataset | None) -> list[str]:
    """Targets that are numbers."""
    views = () if dataset is None else views_of(dataset)
    return [each.name for view in views if view.task == "regression" for each in view.targets]


def quoted(names: tuple[str, ...]) -> str:
    """Names of columns in quotes, the first few of many."""
    quotes = QCoreApplication.translate("DataDialog", "“{0}”")
    more = ("…",) if len(names) > _NAMED else ()
    return " + ".join((*(quotes.format(one_line(name)) for name in names[:_NAMED]), *more))


def _asked(view: Dataset) -> str:
    """What one output answers."""
    count = len(view.targets)
    if view.choices is not None:
        return QCoreApplication.translate("DataDialog", "{0} choices").format(count)
    if view.task == "binary":
        no, yes = map(one_line, view.target.categories)
        return QCoreApplication.translate("DataDialog", "{0} or {1}").format(yes, no)
    if view.task == "classes":
        return QCoreApplication.translate("DataDialog", "{0} classes").format(len(view.classes))
    if view.task == "labels":
        return QCoreApplication.translate("DataDialog", "{0} yes/no answers").format(count)
    if count > 1:
        return QCoreApplication.translate("DataDialog", "{0} numbers").format(count)
    return QCoreApplication.translate("DataDialog", "a number")
