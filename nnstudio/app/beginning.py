"""Beginning: an empty canvas, a template, a sample, or a file that was dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.named_here import named_here
from nnstudio.app.words.texts import error_text, translate
from nnstudio.data.sources import Bundled
from nnstudio.data.sources.numpy_file import holds_data
from nnstudio.export.reading import MODELS, WEIGHTS
from nnstudio.project.file import SUFFIX
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.start import fitting_batch, from_template
from nnstudio.project.templates import TEMPLATES, Goal, build, template
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class Beginning(QObject):
    """The ways into a project that is not opened from a file of its own."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def empty(self) -> None:
        """Begin with an empty canvas."""
        self._replace(lambda: build(template("empty")))

    def sample(self, key: str, then: Callable[[], object] | None = None) -> None:
        """Open a project that is ready to train, and do something once it is there."""
        self._replace(lambda: open_sample(key), then)

    def template(self, key: str) -> None:
        """Open a template with the bundled data it is made for."""
        self._replace(lambda: from_template(template(key), Bundled(template(key).data))[0])

    def _replace(self, make: Callable[[], Project], then: Callable[[], object] | None = None) -> None:
        def show() -> None:
            try:
                project = named_here(make())
            except StudioError as error:
                self._window.banner.show_message(error_text(error), "error")
            else:
                self._window.files.show_new(project)
                if then is not None:
                    then()

        self._window.files.unless_unsaved(show)

    def use_template(self, key: str) -> None:
        """Draw a template on the empty canvas, for the data that was chosen."""
        window = self._window
        try:
            name = self.tr("Use the template {0}").format(translate(TEMPLATES[key].title))
            window.document.edit(name, named_here(self._fitted(key)))
        except StudioError as error:
            window.banner.show_message(error_text(error), "warning")
            return
        window.workspace.fit_soon()

    def _fitted(self, key: str) -> Project:
        """A template for the data at hand, or with its own data where there is none."""
        known, data = self._window.data, self._window.document.project.data
        if data.source is None:
            return from_template(template(key), Bundled(template(key).data))[0]
        goal, dataset, prepared = None, known.dataset, known.prepared
        if dataset is not None and prepared is not None:
            goal = Goal.asked(dataset, prepared)
        project = build(template(key), goal, data)
        return project if prepared is None else fitting_batch(project, len(prepared.train))

    def choose(self) -> None:
        """Ask which file to open."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a project or a model"),
            begin_at(self._window.preferences.settings.last_folder),
            self.tr("Projects and models ({0});;NN Studio projects (*{1});;All files (*)").format(
                " ".join(f"*{suffix}" for suffix in (SUFFIX, *MODELS)), SUFFIX
            ),
        )
        if path:
            self.open_files([path])

    def open_files(self, paths: Sequence[str]) -> None:
        """Open what was chosen, dropped or named: a project, a model, weights for the network, a lesson, or data."""
        if not paths:
            return
        path = Path(paths[0])
        suffix = path.suffix.lower()
        if suffix == SUFFIX or suffix in MODELS:
            self._window.files.open_after_asking(path)
        elif suffix in WEIGHTS:
            self._window.files.reading.begin(
                path,
                partial(holds_data, path),
                partial(self._open_arrays, path, len(paths)),
                partial(self._window.files.cannot_open, path),
            )
        elif suffix == ".md":
            self._window.lessons.opening.open_file(path)
        else:
            self._window.data_choosing.choose(str(path), len(paths))

    def _open_arrays(self, path: Path, dropped: int, data: bool) -> None:
        """Open an archive that may hold data or weights."""
        if data:
            self._window.data_choosing.choose(str(path), dropped)
        else:
            self._window.weights.open(path)
