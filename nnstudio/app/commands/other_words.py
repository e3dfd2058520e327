"""Other words for actions of the menus: what people look for, and find behind them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.app.settings import Settings
from nnstudio.app.words.texts import field_label, plain, translate
from nnstudio.data.config import DataConfig
from nnstudio.export import FORMATS
from nnstudio.nn.fields import Spec, fields_of
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig


def words(action: str) -> str:
    """Return other words for an action, in the user's language: what stands in the form or the page that it opens."""
    tr = QCoreApplication.translate
    found = {
        "data": (tr("DataLook", "Augmentation"), *_labels(DataConfig)),
        "training": (
            tr("SettingsForm", "&Loss"),
            tr("SettingsForm", "&Optimizer"),
            tr("SettingsForm", "Learning rate &schedule"),
            *_labels(TrainingConfig),
        ),
        "series": (tr("PlanForm", "&Other seeds"), tr("PlanForm", "&Folds (cross-validation)")),
        "results": (
            tr("Matrix", "Confusion matrix"),
            tr("ResultsPanel", "Mistakes"),
            tr("ResultsPanel", "ROC"),
            tr("ThresholdBox", "Threshold"),
            tr("ResultsPanel", "Calibration"),
            tr("ResultsPanel", "Residuals"),
            tr("ResultsPanel", "Over time"),
            tr("ResultsPanel", "Importance"),
            tr("ResultsPanel", "Try it"),
        ),
        "export": tuple(translate(msg(one.title)) for one in FORMATS),
        "preferences": _labels(Settings),
    }
    return plain(" ".join(found[action]))


def _labels(of: type[Spec]) -> tuple[str, ...]:
    return tuple(field_label(info) for info in fields_of(of))
