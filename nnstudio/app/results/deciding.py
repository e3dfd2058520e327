"""The threshold that is chosen in the results, kept in the document: an edit as any other, which undo takes back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnstudio.app.document import Document
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.words.texts import translate
from nnstudio.data.preparing.deciding import Decision, questions, with_one
from nnstudio.project.decisions import chosen_for, one_in_words, with_chosen
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

    def _keep(self, trained: Trained, which: str, question: int, decision: Decision | None) -> None:
        document, preprocessor, weights = self._document, trained.preprocessor, trained.weights(which)
        asked = questions(preprocessor)
        name = self.tr("Answer the more probable class")
        if decision is not None or len(asked) > 1:
            words = one_in_words(decision or Decision(0.5), asked[question])
            name = self.tr("Answer {0}").format(translate(words))
        kept = chosen_for(document.project.decisions, preprocessor, weights)
        chosen = with_one(kept, len(asked), question, decision)
        if not document.edit(name, with_chosen(document.project, weights, chosen)):
            return
        self._results.show_decisions(document.project.decisions)  # what was only tried goes, too
