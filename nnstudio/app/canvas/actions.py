"""Everything the canvas can do, as actions for menus, shortcuts and the command search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app import icons
from nnstudio.app.canvas import auto_wiring, copying
from nnstudio.app.canvas.camera import STEP
from nnstudio.app.canvas.connecting import ConnectByKeys
from nnstudio.app.canvas.gestures import Pointer
from nnstudio.nn.layer import LAYERS

if TYPE_CHECKING:
    from nnstudio.app.canvas.view import CanvasView

Keys = Sequence[QKeySequence | QKeySequence.StandardKey | str]


class CanvasActions(QObject):
    """The actions of one canvas. Their shortcuts act while the canvas has the focus, and nowhere else.

    They are attributes, and :meth:`all` lists them in the order of a menu.
    """

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        drawing, camera = canvas.drawing, canvas.camera
        key = QKeySequence.StandardKey
        make = self._make
        self.add_layer = make(self.tr("&Add layer…"), "add", ["A"], self._add_layer)
        self.connect_layer = make(self.tr("Co&nnect to…"), "", ["C"], self._connect)
        self.cut = make(self.tr("Cu&t"), "cut", [key.Cut], lambda: copying.cut(drawing))
        self.copy = make(self.tr("&Copy"), "copy", [key.Copy], lambda: copying.copy(drawing))
        self.paste = make(self.tr("&Paste"), "paste", [key.Paste], lambda: copying.paste(drawing))
        self.duplicate = make(
            self.tr("D&uplicate"), "duplicate", ["Ctrl+D"], lambda: copying.duplicate(drawing)
        )
        self.delete = make(self.tr("&Delete"), "delete", [key.Delete, "Backspace"], drawing.delete)
        self.select_all = make(self.tr("Select &all"), "", [key.SelectAll], drawing.select_all)
        self.arrange = make(self.tr("A&rrange"), "arrange", ["Ctrl+Shift+R"], self._arrange)
        self.edit_settings = make(self.tr("&Settings of the layer"), "settings", ["Return", "Enter"], canvas.inspector_requested.emit)  # fmt: skip
        self.find_layer = make(self.tr("&Find a layer"), "search", ["/"], canvas.palette_requested.emit)
        self.fit = make(self.tr("Show &whole network"), "zoom-fit", ["Ctrl+0", "F"], camera.fit)
        self.zoom_in = make(
            self.tr("Zoom &in"), "zoom-in", [key.ZoomIn, "Ctrl+="], lambda: camera.zoom_by(STEP)
        )
        self.zoom_out = make(
            self.tr("Zoom &out"), "zoom-out", [key.ZoomOut], lambda: camera.zoom_by(1 / STEP)
        )
        self.actual_size = make(self.tr("&100 %"), "", ["Ctrl+1"], lambda: camera.zoom_to(1.0))
        canvas.selection.changed.connect(self._update)
        canvas.document.changed.connect(self._update)
        self._update()

    @property
    def edit_actions(self) -> list[QAction]:
        """For the Edit menu, behind undo and redo."""
        return [self.cut, self.copy, self.paste, self.duplicate, self.delete, self.select_all]

    @property
    def network_actions(self) -> list[QAction]:
        """For the Network menu."""
        return [self.add_layer, self.connect_layer, self.edit_settings, self.find_layer, self.arrange]

    @property
    def view_actions(self) -> list[QAction]:
        """For the View menu."""
        return [self.fit, self.zoom_in, self.zoom_out, self.actual_size]

    def all(self) -> list[QAction]:
        """Every action."""
        return [*self.edit_actions, *self.network_actions, *self.view_actions]

    def menu(self, parent: QWidget) -> QMenu:
        """A context menu of what fits the selection; it deletes itself."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._canvas.selection.ids or self._canvas.selection.edge:
            if self._canvas.selection.only:
                menu.addActions([self.edit_settings, self.connect_layer, self.add_layer])
                menu.addSeparator()
            menu.addActions([self.cut, self.copy, self.paste, self.duplicate])
            menu.addSeparator()
            menu.addAction(self.delete)
        else:
            menu.addActions([self.add_layer, self.paste, self.select_all])
            menu.addSeparator()
            menu.addActions([self.arrange, self.fit])
        return menu

    def offer_layer_at(self, at: Pointer) -> None:
        """Let a layer be chosen that is added where the mouse is."""
        drawing = self._canvas.drawing

        def add(kind: str) -> None:
            layer = LAYERS[kind]()
            corner = at.scene.x(), at.scene.y() - self._canvas.canvas_scene.look.card_height / 2
            source, target = auto_wiring.partner(drawing, layer, corner)
            drawing.add(layer, corner, source=source, target=target)

        self._canvas.offer_layers(at.view, add, with_inputs=True)

    def _make(self, text: str, icon: str, keys: Keys, run: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if icon:
            icons.set_icon(action, icon)
        shortcuts: list[QKeySequence] = []
        for key in keys:
            found = (
                QKeySequence.keyBindings(key)
                if isinstance(key, QKeySequence.StandardKey)
                else [QKeySequence(key)]
            )
            shortcuts += [k for k in found if k not in shortcuts]
        action.setShortcuts(shortcuts)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: run())
        self._canvas.addAction(action)
        return action

    def _update(self) -> None:
        selection, network = self._canvas.selection, self._canvas.document.project.network
        some = bool(selection.ids)
        for action in (self.cut, self.copy, self.duplicate):
            action.setEnabled(some)
        self.delete.setEnabled(some or selection.edge is not None)
        self.connect_layer.setEnabled(selection.only is not None and len(network.nodes) > 1)
        self.edit_settings.setEnabled(selection.only is not None)
        for action in (self.select_all, self.arrange):
            action.setEnabled(bool(network.nodes))

    def _add_layer(self) -> None:
        """Offer layers beside the selected card; the one chosen is added behind it."""
        canvas = self._canvas
        at = canvas.viewport().rect().center() - QPoint(134, 165)
        only = canvas.selection.only
        if only in canvas.canvas_scene.cards:
            at = canvas.mapFromScene(canvas.canvas_scene.cards[only].rect.topRight() + QPointF(8, 0))
        canvas.offer_layers(at, lambda kind: canvas.drawing.append(kind), with_inputs=True)

    def _connect(self) -> None:
        canvas, only = self._canvas, self._canvas.selection.only
        if only is not None:
            canvas.begin(ConnectByKeys(canvas, only), Pointer(QPointF(), QPoint()))

    def _arrange(self) -> None:
        room = self._canvas.camera.room()
        self._canvas.drawing.arrange((room.width(), room.height()))
        self._canvas.camera.fit()
