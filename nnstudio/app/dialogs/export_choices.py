"""What is to be exported: from the purpose to a format, its settings and the weights."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QListWidget, QListWidgetItem, QRadioButton, QWidget

from nnstudio.app.forms import Form
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.weights_choice import weights_of
from nnstudio.export import PURPOSES, Format, suggested
from nnstudio.export.format import by_purpose
from nnstudio.export.of_project import as_it_came
from nnstudio.nn.fields import Spec, fields_of
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained

ALL = "all"
"""The last entry of the list of purposes."""
IMPORTED = "imported"
"""The choice of weights that are no run's."""

_INDENT = 29
"""Where the text of a radio button begins; its explanation stands under it."""


class PurposeList(QListWidget):
    """What people want to do with a network; the last entry shows every format.

    Signals
    -------
    chosen(key)
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What do you want to do with the network?"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self._keys = [key for key in PURPOSES if suggested(key)] + [ALL]
        for key in self._keys:
            text = (
                self.tr("All formats") if key == ALL else QCoreApplication.translate("Purpose", PURPOSES[key])
            )
            self.addItem(QListWidgetItem(text))
        width = max(self.fontMetrics().horizontalAdvance(self.item(i).text()) for i in range(self.count()))
        self.setViewportMargins(4, 4, 4, 4)
        self.setFixedWidth(width + 48)
        for i in range(self.count()):
            self.item(i).setSizeHint(QSize(0, 34))
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self._keys[row]))

    def choose(self, key: str) -> None:
        """Mark a purpose."""
        self.setCurrentRow(self._keys.index(key))


class ExportChoices(QWidget):
    """The formats for a purpose, the settings of the marked one, and which weights.

    Signals
    -------
    changed()
        Another format, setting or epoch is chosen.
    """

    changed = Signal()

    def __init__(self, project: Project, trained: Trained | None, which: str) -> None:
        super().__init__()
        formats = by_purpose()
        self._specs: dict[str, Format] = {cls.key: as_it_came(cls(), project) for cls in formats}
        self._order = [cls.key for cls in formats]
        self._buttons: dict[str, QRadioButton] = {}
        self._words: dict[str, QLabel] = {}
        self._formats, self._weights = QButtonGroup(self), QButtonGroup(self)
        self._column = v_box(self, margins=(0, 0, 8, 0), spacing=2)
        self._column.addWidget(label(self.tr("Format"), "strong"))
        self._list = v_box(spacing=2)
        self._column.addLayout(self._list)
        for i, cls in enumerate(formats):
            text = QCoreApplication.translate("Format", cls.title)
            words = QCoreApplication.translate("Format", cls.summary)
            pair = _choice(self._formats, i, f"{text} ({cls.suffix})", words)
            self._buttons[cls.key], self._words[cls.key] = pair
        self._settings = label(self.tr("Settings"), "strong")
        self._column.addSpacing(12)
        self._column.addWidget(self._settings)
        self._column.addSpacing(4)
        self._form = Form(parent=self)
        self._form.edited.connect(self._take)
        self._column.addWidget(self._form)
        self._add_weights(project, trained, which)
        self._column.addStretch(1)
        self._formats.idToggled.connect(self._show_chosen)
        self.show_purpose(ALL)

    def _add_weights(self, project: Project, trained: Trained | None, which: str) -> None:
        self._of_weights = QWidget()
        column = v_box(self._of_weights, margins=(0, 12, 0, 0), spacing=2)
        column.addWidget(label(self.tr("Weights"), "strong"))
        choices: list[tuple[str, str, str]] = [] if trained is None else [*weights_of(trained)]
        start = project.start
        if start is not None and start.complete(project.network):
            words = self.tr("As they are, without any preprocessing of the data")
            choices.append((IMPORTED, self.tr("Imported from {0}").format(start.source), words))
        self._which = [key for key, _, _ in choices]
        for i, (_, text, words) in enumerate(choices):
            button, about = _choice(self._weights, i, text, words)
            column.addWidget(button)
            if words:
                column.addWidget(about)
        proposed = which or ("" if trained is None else trained.proposed)
        self._weights.button(self._which.index(proposed) if proposed in self._which else 0).setChecked(True)
        for other in self._weights.buttons():
            if not other.isChecked():  # Tab leads to the chosen one, as Qt has it once one had the keyboard
                other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._weights.idToggled.connect(lambda *_: self.changed.emit())
        self._column.addWidget(self._of_weights)

    @property
    def chosen(self) -> Format:
        """The marked format with its settings."""
        return self._specs[self._order[self._formats.checkedId()]]

    @property
    def which(self) -> str:
        """Which weights: "last", "best" or :data:`IMPORTED`."""
        return self._which[self._weights.checkedId()]

    def commit(self) -> bool:
        """Take over settings that are typed but not confirmed; say whether all are in order."""
        return self._form.commit()

    def choose_format(self, key: str) -> None:
        """Mark a format by its name on the command line."""
        self._buttons[key].setChecked(True)

    def show_purpose(self, key: str) -> None:
        """Show the formats for a purpose, and mark the most fitting one unless the marked one is among them."""
        keys = self._order if key == ALL else [cls.key for cls in suggested(key)]
        for other in self._order:
            for part in (self._buttons[other], self._words[other]):
                self._list.removeWidget(part)
                part.setVisible(False)
        for shown in keys:
            for part in (self._buttons[shown], self._words[shown]):
                self._list.addWidget(part)
                part.setVisible(True)
        if key != ALL or self._formats.checkedId() < 0:
            self._buttons[keys[0]].setChecked(True)
        self._chain()

    def _show_chosen(self, _number: int, on: bool) -> None:
        if not on:
            return
        chosen = self.chosen
        has_settings = bool(fields_of(type(chosen)))
        self._form.set_spec(chosen if has_settings else None, fresh=True)
        self._form.setVisible(has_settings)
        self._settings.setVisible(has_settings)
        self._of_weights.setVisible(chosen.needs_weights)
        self._chain()
        self.changed.emit()

    def _take(self, spec: Spec, _name: str) -> None:
        assert isinstance(spec, Format)
        self._specs[spec.key] = spec
        self.changed.emit()

    def _chain(self) -> None:
        """Tab goes from top to bottom, also after the formats have changed their places."""
        stops = sorted(self._buttons.values(), key=self._list.indexOf)
        for first, second in itertools.pairwise(stops):
            QWidget.setTabOrder(first, second)


def _choice(group: QButtonGroup, number: int, text: str, words: str) -> tuple[QRadioButton, QLabel]:
    button = QRadioButton(text.replace("&", "&&"))
    button.setAccessibleDescription(words)
    group.addButton(button, number)
    about = label(words, "small", wrap=True)
    about.setContentsMargins(_INDENT, 0, 0, 6)
    return button, about
