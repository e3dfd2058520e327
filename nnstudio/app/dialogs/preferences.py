"""The preferences dialog: one form on one record."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QDialog, QWidget

from nnstudio.app.forms import Form
from nnstudio.app.look import theme
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.closing import ClosingRow
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import error_text
from nnstudio.nn.fields import fields_of


class PreferencesDialog(QDialog):
    """Edits the preferences. A change takes effect immediately and is kept; there is nothing to confirm."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self._preferences = preferences
        self._told: dict[str, str] = {}
        self.form = Form(preferences.settings, parent=self)
        self.form.edited.connect(self._take)
        preferences.changed.connect(self.form.set_spec)

        title = label(self.tr("Preferences"), "heading")
        hint = label(self.tr("Changes take effect immediately."), "small", wrap=True)
        self._not_kept = label("", "error", wrap=True)
        self._not_kept.hide()
        inside = QWidget()
        column = v_box(inside, margins=(0, 0, 8, 0))
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = ScrollColumn(inside)

        reset = push_button(self.tr("Reset all"), self.reset_all)

        whole = v_box(self, margins=(24, 20, 24, 20), spacing=4)
        whole.addWidget(title)
        whole.addWidget(hint)
        whole.addWidget(self._not_kept)
        whole.addSpacing(14)
        whole.addWidget(scroll, 1)
        whole.addSpacing(12)
        whole.addLayout(ClosingRow(self, reset, enter=True))
        self.resize(460, 380)

    def reset_all(self) -> None:
        """Give every setting of the dialog its default; recent files and the window's shape stay."""
        defaults, names = Settings(), (info.name for info in fields_of(Settings))
        self._take(self._preferences.settings.replace(**{n: getattr(defaults, n) for n in names}))

    def done(self, result: int) -> None:
        """Take over what was typed, then close; what is refused is shown once, and given up by closing again."""
        told = self._not_kept.text()
        self.form.commit()
        refused = dict(self.form.problems())
        if refused and refused != self._told:
            self._told = refused
            self.form.focus_field(next(iter(refused)))
            return
        if self._not_kept.text() not in ("", told):
            return
        super().done(result)

    def _take(self, settings: Settings) -> None:
        self._preferences.set(settings)
        error, text = self._preferences.refused, ""
        if error is not None:
            text = self.tr("{0}. What is chosen here holds until the window closes.").format(
                error_text(error)
            )
        self._not_kept.setText(text)
        self._not_kept.setVisible(bool(text))
        theme.current().set_preference(cast("theme.Preference", settings.theme))
