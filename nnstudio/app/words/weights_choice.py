"""Whose weights of a run can be judged and taken away, in words."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox

from nnstudio.project.trained import Trained, Which


class Weights(NamedTuple):
    """Weights that can be chosen.

    Parameters
    ----------
    which : {"last", "best"}
    title : str
    about : str
        What there is to know of them; may be empty.
    """

    which: Which
    title: str
    about: str = ""


def weights_of(trained: Trained) -> list[Weights]:
    """The weights that a run has left; :attr:`~nnstudio.project.trained.Trained.proposed` is chosen until somebody does."""
    tr = QCoreApplication.translate
    history = trained.checkpoint.history
    if not trained.checkpoint.position.step:
        return [
            Weights("last", tr("Weights", "Imported"), tr("Weights", "With the preprocessing of the data"))
        ]
    found = [Weights("last", tr("Weights", "Last epoch ({0})").format(len(history.epochs)))]
    if trained.checkpoint.best_weights:
        about = (
            tr("Weights", "With the lowest loss on the validation part")
            if trained.proposed == "best"
            else tr("Weights", "With the lowest loss on the training part")
        )
        found.append(Weights("best", tr("Weights", "Best epoch ({0})").format(history.best), about))
    return found


def offer_weights(box: QComboBox, trained: Trained | None) -> None:
    """Fill a box with the weights of a run, and choose those that it proposes: nobody has chosen any of this run yet."""
    box.clear()
    for each in () if trained is None else weights_of(trained):
        box.addItem(each.title, each.which)
        box.setItemData(box.count() - 1, each.about, Qt.ItemDataRole.ToolTipRole)
    if trained is not None:
        box.setCurrentIndex(box.findData(trained.proposed))
    box.setEnabled(box.count() > 1)
