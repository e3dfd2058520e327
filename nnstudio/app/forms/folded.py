"""A form whose rare settings wait behind a button."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnstudio.app.forms import Form
from nnstudio.app.widgets.buttons import FoldButton
from nnstudio.nn.fields import Spec


class FoldedForm(Form):
    """A :class:`Form` with a button below its fields that shows the rest of them.

    Parameters
    ----------
    rare : collection of str
        Names of settings that are seldom touched.
    only_with : mapping of str to (str, value), optional
        As in :class:`Form`.
    """

    def __init__(
        self,
        rare: Collection[str],
        only_with: Mapping[str, tuple[str, object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(advanced=rare, only_with=only_with, parent=parent)
        self._rare = rare
        self.more = FoldButton("", self._fold)
        self.more.setParent(self)  # it is shown or not before it has a place
        self._name_more()

    def set_spec(self, spec: Spec | None, *, fresh: bool = False, differing: Collection[str] = ()) -> None:
        """Show a record, as :meth:`Form.set_spec`."""
        super().set_spec(spec, fresh=fresh, differing=differing)
        self._name_more()

    def mark(self, name: str, text: str, *, advice: bool = False) -> None:
        """Show a problem under a field, also under one that was hidden."""
        if text and name in self._rare and name in self._rows:
            self.more.setChecked(True)
        super().mark(name, text, advice=advice)

    def _stops(self) -> list[QWidget]:
        return [*super()._stops(), self.more]

    def _arrange(self, stacked: bool) -> None:
        super()._arrange(stacked)
        self._grid.removeWidget(self.more)
        self._grid.addWidget(self.more, 4 * len(self._rows), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)

    def _fold(self, shown: bool) -> None:
        self.show_advanced(shown)
        self._name_more()

    def _name_more(self) -> None:
        """Say what the button does, and whether something that is hidden was changed."""
        shown = self.more.isChecked()
        count, changed = self.advanced_rows()
        text = self.tr("Fewer settings") if shown else self.tr("More settings")
        if changed and not shown:
            text += " · " + self.tr("{0} changed").format(changed)
        self.more.setText(text)
        self.more.setVisible(count > 0)
