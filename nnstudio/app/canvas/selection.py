"""Which layers are meant: one selection, shared by canvas, inspector and outline."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from nnstudio.app.document import Document
from nnstudio.graph.network import Edge
from nnstudio.project.project import Project


class Selection(QObject):
    """The selected layers, or one selected wire. What is deleted leaves the selection by itself.

    Signals
    -------
    changed
        Something else is selected.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._edge: Edge | None = None
        document.changed.connect(self._forget)

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected layers, in the order in which they were chosen."""
        return self._ids

    @property
    def edge(self) -> Edge | None:
        """The selected wire; only where no layer is selected."""
        return self._edge

    @property
    def current(self) -> str | None:
        """The layer that the arrows start from: the one chosen last."""
        return self._ids[-1] if self._ids else None

    @property
    def only(self) -> str | None:
        """The selected layer where it is a single one."""
        return self._ids[0] if len(self._ids) == 1 else None

    def __contains__(self, node: object) -> bool:
        return node in self._ids

    def select(self, nodes: Iterable[str]) -> None:
        """Select these layers and nothing else."""
        self._set(tuple(dict.fromkeys(nodes)), None)

    def toggle(self, node: str) -> None:
        """Add a layer to the selection, or take it out."""
        rest = tuple(n for n in self._ids if n != node)
        self._set(rest if node in self._ids else (*rest, node), None)

    def select_edge(self, edge: Edge) -> None:
        """Select a wire."""
        self._set((), edge)

    def clear(self) -> None:
        """Select nothing."""
        self._set((), None)

    def _set(self, ids: tuple[str, ...], edge: Edge | None) -> None:
        network = self._document.project.network
        ids = tuple(n for n in ids if n in network)
        if (ids, edge) != (self._ids, self._edge):
            self._ids, self._edge = ids, edge
            self.changed.emit()

    def _forget(self, _old: Project, new: Project) -> None:
        edge = self._edge if self._edge in new.network.edges else None
        self._set(tuple(n for n in self._ids if n in new.network), edge)
