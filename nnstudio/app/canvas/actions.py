"""Everything the canvas can do, as actions for menus, shortcuts and the command search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from nnstudio.app.canvas import copying, freezing, offering, replacing
from nnstudio.app.canvas.camera import STEP
from nnstudio.app.canvas.connecting import ConnectByKeys
from nnstudio.app.canvas.gestures import Pointer
from nnstudio.app.widgets.actions import make_action

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
        self.add_layer = make(self.tr("&Add layer…"), "add", ["A"], lambda: offering.behind_selection(canvas))
        self.connect_layer = make(self.tr("Co&nnect to…"), "", ["C"], self._connect)
        self.replace_layer = make(
            self.tr("Re&place with…"), "replace", ["R"], lambda: replacing.offer(canvas)
        )
        self.what_if = make(self.tr("&What if…"), "compare", ["W"], self._what_if)
        self.freeze = make(self.tr("Free&ze"), "lock", ["L"], lambda: freezing.toggle_selected(drawing))
        self.cut = make(self.tr("Cu&t"), "cut", [key.Cut], lambda: copying.cut(drawing))
        self.copy = make(self.tr("&Copy"), "copy", [key.Copy], lambda: copying.copy(drawing))
        self.paste = make(self.tr("&Paste"), "paste", [key.Paste], lambda: copying.paste(drawing))
        self.duplicate = make(
            self.tr("D&uplicate"), "duplicate", ["Ctrl+D"], lambda: copying.duplicate(drawing)
        )
        self.repeat = make(self.tr("R&epeat behind itself"), "", ["D"], self._repeat)
        self.delete = make(self.tr("&Delete"), "delete", [key.Delete, "Backspace"], drawing.delete)
        self.select_all = make(self.tr("Select &all"), "", [key.SelectAll], drawing.select_all)
        self.arrange = make(self.tr("A&rrange"), "arrange", ["Ctrl+Shift+R"], self._arrange)
        self.edit_settings = make(self.tr("&Settings of the layer"), "settings", ["Return", "Enter"], canvas.inspector_requested.emit)  # fmt: skip
        self.select_wire = make(self.tr("Select a wi&re"), "", ["E"], canvas.keyboard.next_wire)
        self.rename = make(self.tr("Re&name"), "edit", ["F2"], canvas.name_requested.emit)
        self.find = make(self.tr("&Find on the canvas…"), "search", [key.Find], canvas.find_bar.open_bar)
        self.find_layer = make(
            self.tr("&Find a layer in the palette"), "search", ["/"], canvas.palette_requested.emit
        )
        self.fit = make(self.tr("Show &whole network"), "zoom-fit", ["Ctrl+0", "F", "Home"], camera.fit)
        self.show_selected = make(
            self.tr("Show what is &selected"), "", ["Ctrl+2", "Shift+F"], self._show_selected
        )
        self.zoom_in = make(
            self.tr("Zoom &in"), "zoom-in", [key.ZoomIn, "Ctrl+="], lambda: camera.zoom_by(STEP)
        )
        self.zoom_out = make(
            self.tr("Zoom &out"), "zoom-out", [key.ZoomOut], lambda: camera.zoom_by(1 / STEP)
        )
        self.actual_size = make(
            self.tr("&100 %"), "", ["Ctrl+1"], lambda: camera.zoom_to(camera.look.letters)
        )
        self.show_map = make(self.tr("&Map of the network"), "", ["M"], lambda: None)
        self.show_map.setCheckable(True)
        self.show_map.setChecked(True)
        self.show_map.toggled.connect(canvas.minimap.set_wanted)
        canvas.selection.changed.connect(self._update)
        canvas.document.changed.connect(self._update)
        self._update()

    @property
    def edit_actions(self) -> list[QAction]:
        """For the Edit menu, behind undo and redo."""
        return [
            self.cut, self.copy, self.paste, self.duplicate, self.repeat, self.delete, self.select_all, self.find,
        ]  # fmt: skip

    @property
    def network_actions(self) -> list[QAction]:
        """For the Network menu."""
        return [
            self.add_layer, self.find_layer, self.connect_layer, self.replace_layer, self.what_if,
            self.freeze, self.edit_settings, self.rename, self.select_wire, self.arrange,
        ]  # fmt: skip

    @property
    def view_actions(self) -> list[QAction]:
        """For the View menu."""
        return [self.fit, self.show_selected, self.zoom_in, self.zoom_out, self.actual_size, self.show_map]

    def menu(self, parent: QWidget) -> QMenu:
        """A context menu of what fits the selection; it deletes itself."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._canvas.selection.edge is not None:
            menu.addActions([self.add_layer, self.delete])
        elif self._canvas.selection.ids:
            if self._canvas.selection.only:
                menu.addActions([self.edit_settings, self.rename, self.connect_layer, self.add_layer])
                menu.addActions([self.replace_layer, self.what_if])
            menu.addAction(self.freeze)
            menu.addSeparator()
            menu.addActions([self.cut, self.copy, self.paste, self.duplicate, self.repeat])
            menu.addSeparator()
            menu.addAction(self.delete)
        else:
            menu.addActions([self.add_layer, self.paste, self.select_all])
            menu.addSeparator()
            menu.addActions([self.arrange, self.fit, self.find])
        return menu

    def _make(self, text: str, icon: str, keys: Keys, run: Callable[[], object]) -> QAction:
        action = make_action(self, text, run, icon=icon)
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
        self._canvas.addAction(action)
        return action

    def _update(self) -> None:
        selection, network = self._canvas.selection, self._canvas.document.project.network
        some = bool(selection.ids)
        for action in (self.cut, self.copy, self.duplicate, self.repeat):
            action.setEnabled(some)
        self.delete.setEnabled(some or selection.edge is not None)
        for action in (self.replace_layer, self.what_if):
            action.setEnabled(replacing.can_be_replaced(self._canvas.drawing, selection.only))
        weighty = freezing.with_weights(self._canvas.drawing, selection.ids)
        self.freeze.setEnabled(bool(weighty))
        frozen = freezing.all_frozen(self._canvas.drawing, weighty)
        self.freeze.setText(self.tr("Unfree&ze") if frozen else self.tr("Free&ze"))
        self.connect_layer.setEnabled(selection.only is not None and len(network.nodes) > 1)
        for action in (self.edit_settings, self.rename):
            action.setEnabled(selection.only is not None)
        self.show_selected.setEnabled(some)
        for action in (self.select_all, self.arrange, self.find):
            action.setEnabled(bool(network.nodes))
        wire = selection.edge is not None
        self.add_layer.setText(self.tr("&Insert a layer…") if wire else self.tr("&Add layer…"))
        self.delete.setText(self.tr("&Disconnect") if wire else self.tr("&Delete"))

    def _what_if(self) -> None:
        if self._canvas.selection.only is not None:
            self._canvas.what_if_requested.emit(self._canvas.selection.only)

    def _connect(self) -> None:
        canvas, only = self._canvas, self._canvas.selection.only
        if only is not None:
            canvas.begin(ConnectByKeys(canvas, only), Pointer(QPointF(), QPoint()))

    def _repeat(self) -> None:
        camera, cards = self._canvas.camera, self._canvas.canvas_scene.cards
        room = camera.room()
        copying.repeat(self._canvas.drawing, (room.width(), room.height()))
        if self._canvas.selection.current is not None:
            camera.show(cards[self._canvas.selection.current].rect)

    def _show_selected(self) -> None:
        cards, area = self._canvas.canvas_scene.cards, QRectF()
        for node in self._canvas.selection.ids:
            area = area.united(cards[node].rect)
        if not area.isEmpty():
            self._canvas.camera.show_all_of(area)

    def _arrange(self) -> None:
        """Arrange. Who looks at a part keeps its zoom, and the selection keeps its place in the view."""
        canvas, camera, cards = self._canvas, self._canvas.camera, self._canvas.canvas_scene.cards
        middle = camera.visible().center()
        held = canvas.selection.current or min(
            cards, key=lambda n: (cards[n].rect.center() - middle).manhattanLength()
        )
        before, follows, room = QRectF(cards[held].rect), camera.follows, camera.room()
        canvas.drawing.arrange((room.width(), room.height()))
        if follows:
            camera.fit()
            return
        after = QRectF(QPointF(*canvas.document.project.layout[held]), before.size())
        camera.shift(after.topLeft() - before.topLeft())
        camera.show(after)
