"""Layers that the program names, such as the Input for columns: called in the language of the window where they are made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.app.document import Document
from nnstudio.app.problems.fix_bar import Fix
from nnstudio.app.words.texts import translate
from nnstudio.graph import edits
from nnstudio.graph.network import Network
from nnstudio.project.project import Project


def named_here(project: Project, before: Network | None = None) -> Project:
    """A project with the names of its layers in the language of the window.

    Parameters
    ----------
    project : Project
        As a template or a repair has made it.
    before : Network, optional
        Whose layers keep the names that they have.
    """
    network = project.network
    for node in network.nodes:
        if node.name and (before is None or node.id not in before):
            network = edits.rename(network, node.id, QCoreApplication.translate("Layer", node.name))
    return project if network is project.network else project.replace(network=network)


def carry_out(document: Document, fix: Fix) -> bool:
    """Carry out a repair; it can be undone like any edit. Returns whether the document took it."""
    project = document.project
    return document.edit(translate(fix.label), named_here(fix.apply(project), project.network))
