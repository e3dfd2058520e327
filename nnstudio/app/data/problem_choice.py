"""What the network is to do with the data, in words: proposed by the program, changed by a person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from nnstudio.app.data.outputs_words import outputs_words
from nnstudio.app.words.texts import tooltip
from nnstudio.data.dataset import Dataset

Choice = tuple[str | None, str]
"""What the target means (None: as detected), and what the network learns to give: "target" or "input"."""

_DETECTED: Choice = (None, "target")
_CLASSES: Choice = ("classes", "target")
_NUMBER: Choice = ("regression", "target")
_ITSELF: Choice = (None, "input")


class ProblemChoice(QComboBox):
    """Offers the problems that can be made of a data set.

    Signals
    -------
    chosen(task, answer)
        See :data:`Choice`.
    """

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Problem"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._tell)
        self._choices: list[Choice] = []

    def show_choice(self, choice: Choice, dataset: Dataset | None, *, table: bool) -> None:
        """Offer what suits the data, and show what was chosen.

        Parameters
        ----------
        choice : Choice
        dataset : Dataset, optional
            As it was read; None where it cannot be.
        table : bool
            Whether what the target means may be chosen.
        """
        found = dataset if choice[0] is None else None
        offers: list[tuple[Choice, str, str]] = [
            (_DETECTED, self._detected(found, table), self._about(found))
        ]
        if table and dataset is not None and dataset.further:  # each has a meaning of its own
            if choice == _CLASSES:
                offers.append((_CLASSES, self.tr("Tell classes apart"), self.tr("Its values are names, also where they are numbers.")))  # fmt: skip
        elif table and dataset is not None and dataset.more_targets and dataset.choices is None:
            offers.append((_NUMBER, self.tr("Predict numbers"), self.tr("Each is a number that can be more or less.")))  # fmt: skip
        elif table:
            offers.append((_CLASSES, self.tr("Tell classes apart"), self.tr("Its values are names, also where they are numbers.")))  # fmt: skip
            offers.append((_NUMBER, self.tr("Predict a number"), self.tr("It is a number that can be more or less.")))  # fmt: skip
        offers.append((_ITSELF, self.tr("Autoencoder: the input"),
                       self.tr("Its own input, squeezed through fewer numbers on the way.")))  # fmt: skip
        if choice not in [offer[0] for offer in offers]:
            choice = _ITSELF if choice[1] == "input" else _DETECTED
        self._choices = [offer[0] for offer in offers]
        if [(offer[1], tooltip(offer[2])) for offer in offers] != [
            (self.itemText(i), self.itemData(i, Qt.ItemDataRole.ToolTipRole)) for i in range(self.count())
        ]:
            self.clear()
            for i, (_, words, about) in enumerate(offers):
                self.addItem(words)
                self.setItemData(i, tooltip(about), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(self._choices.index(choice))
        self.setToolTip(str(self.currentData(Qt.ItemDataRole.ToolTipRole) or ""))

    def _detected(self, dataset: Dataset | None, table: bool) -> str:
        if dataset is None:
            return self.tr("Automatic")
        if dataset.further:
            outputs = self.tr("{0} outputs").format(1 + len(dataset.further))
            return self.tr("Automatic: {0}").format(outputs) if table else outputs
        count = len(dataset.targets)
        number = (self.tr("Predict a number"), self.tr("a number"))
        numbers = (self.tr("Predict {0} numbers").format(count), self.tr("{0} numbers").format(count))
        words, found = {
            "labels": (
                self.tr("Answer {0} yes/no questions").format(count),
                self.tr("{0} yes/no").format(count),
            ),
            "binary": (self.tr("Tell two classes apart"), self.tr("two classes")),
            "classes": (
                self.tr("Tell {0} classes apart").format(len(dataset.classes)),
                self.tr("{0} classes").format(len(dataset.classes)),
            ),
            "regression": numbers if count > 1 else number,
        }[dataset.task]
        return self.tr("Automatic: {0}").format(found) if table else words

    def _about(self, dataset: Dataset | None) -> str:
        if dataset is None:
            return self.tr("As the values of the column suggest.")
        if dataset.further:
            return outputs_words(dataset)
        if dataset.more_targets:
            names = ", ".join(each.name for each in dataset.targets[:10])
            if dataset.task == "labels":
                return self.tr("A yes or no for each of: {0}").format(names)
            return self.tr("A regression with several targets: {0}").format(names)
        if dataset.task == "regression":
            return self.tr("A regression: the target is a number.")
        return self.tr("A classification: {0}").format(", ".join(dataset.classes[:10]))

    def _tell(self, place: int) -> None:
        task, answer = self._choices[place]
        self.chosen.emit(task, answer)
