"""The threshold that is chosen in the results, kept in the document: an edit as any other, which undo takes back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnstudio.app.document import Document
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.texts import translate
from nnstudio.data.deciding import Decision
from nnstudio.project.decisions import in_words, with_decision
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained


class DecisionGuide(QObject):
    """Brings what is chosen into the document, and what the document keeps before the eyes."""

    def __init__(self, document: Document, results: ResultsPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._results = document, results
        results.decided.connect(self._keep)
        results.show_decisions(document.project.decisions)
        document.changed.connect(self._follow)

    def _follow(self, old: Project, new: Project) -> None:
        if old.decisions != new.decisions:
            self._results.show_decisions(new.decisions)

    def _keep(self, trained: Trained, which: str, decision: Decision | None) -> None:
        name = self.tr("Answer the more probable class")
        if decision is not None:
            name = self.tr("Answer {0}").format(translate(in_words(decision, trained.preprocessor.classes)))
        document = self._document
        if not document.edit(name, with_decision(document.project, trained.weights(which), decision)):
            return
        self._results.show_decisions(document.project.decisions)  # what was only tried goes, too
