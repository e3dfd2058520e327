"""The most confident mistakes, or the samples behind a cell, each with what its answer depends on."""

from __future__ import annotations

from nnstudio.app.results.detail import SampleDetail
from nnstudio.app.results.gallery import Gallery
from nnstudio.app.results.wording import with_decided
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import whole_text


class MistakesPage(LatePage):
    """A gallery with a closer look beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None

    def build(self) -> None:
        """Make the gallery and the closer look."""
        self.gallery = Gallery(self.tr("All mistakes"))
        self.detail = SampleDetail()
        self.gallery.chosen.connect(self._look)
        self.gallery.back_requested.connect(self.show_mistakes)
        row = h_box(self, margins=(14, 8, 8, 8), spacing=18)
        row.addWidget(self.gallery, 3)
        row.addWidget(self.detail, 2)

    def show_judgement(self, judged: Judgement, answerer: Answerer) -> None:
        """Show the mistakes of a judgement."""
        self.ready()
        self._judged = judged
        self.detail.use(answerer)
        self.show_mistakes()

    def clear(self) -> None:
        """Show nothing."""
        self._judged = None
        if self.built:
            self.gallery.clear()
            self.detail.clear()

    def show_mistakes(self) -> None:
        """Show all mistakes, the most confident first; for a regression all samples, the furthest off first."""
        judged = self._judged
        if judged is None:
            return
        found = judged.mistakes()
        if not judged.classes:
            title = self.tr("Furthest off first")
        elif len(found):
            title = self.tr("Mistakes, the most confident first: {0} of {1} samples").format(
                whole_text(len(found)), whole_text(judged.samples)
            )
        else:
            title = self.tr("No mistakes: all {0} samples are answered rightly").format(
                whole_text(judged.samples)
            )
        self._show(found, with_decided(title, judged), back=False)

    def show_some(self, positions: Host, title: str, current: int) -> None:
        """Show other samples, and look at one of them."""
        self._show(positions, title, back=True)
        self.gallery.choose(current)

    def _show(self, positions: Host, title: str, *, back: bool) -> None:
        assert self._judged is not None
        self.detail.clear()
        self.gallery.show_samples(self._judged, positions, title, back=back)

    def _look(self, position: int) -> None:
        if self._judged is not None:
            self.detail.show_sample(self._judged, position)
