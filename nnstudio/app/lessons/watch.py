"""Counts what somebody does in the window while a lesson is open, as far as a check may ask for it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from nnstudio.app.one_step.guide import OneStepGuide
from nnstudio.project.lessons.descent import Descent
from nnstudio.project.stepping import Stepper

_STAGES = {"forward": "samples-looked-at", "loss": "losses-looked-at", "backward": "gradients-looked-at"}


class Counted(NamedTuple):
    """What was looked at, by the name of a check, and how many steps were taken."""

    seen: dict[str, set[object]]
    steps: int


class Watch(QObject):
    """What was looked at in the tab One step, and how many steps were taken there.

    Signals
    -------
    changed()
        Something more has happened.
    """

    changed = Signal()

    def __init__(self, one_step: OneStepGuide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guide = one_step
        self._seen: dict[str, set[object]] = {}
        self._steps = 0
        self._last: tuple[Stepper, int] | None = None
        one_step.panel.shown.connect(self._look)
        one_step.work.changed.connect(self._count)

    @property
    def happened(self) -> dict[str, int]:
        """How often what was done: see :data:`nnstudio.project.lessons.measures.HAPPENINGS`."""
        return {name: len(things) for name, things in self._seen.items()} | {"steps-taken": self._steps}

    @property
    def counted(self) -> Counted:
        """All that was counted, to go on from there later."""
        # Copied: what is shown next counts for another lesson.
        seen = {name: set(things) for name, things in self._seen.items()}
        return Counted(seen, self._steps)

    def begin(self, counted: Counted | None = None) -> None:
        """Begin to count, or go on."""
        self._seen, self._steps = ({}, 0) if counted is None else counted
        self._last = None

    def see_way(self, descent: Descent) -> None:
        """A way over the surface of the cost is shown."""
        kind = "full" if descent.whole else "one" if descent.batch == 1 else "mini"
        seen = self._seen.setdefault("ways-looked-at", set())
        if kind not in seen:
            seen.add(kind)
            self.changed.emit()

    def _look(self) -> None:
        panel = self._guide.panel
        name = _STAGES.get(panel.stop.stage)
        if panel.step is None or not panel.isVisible() or name is None:
            return
        stepper = self._guide.work.stepper
        if name == "samples-looked-at" and stepper is not None:
            node = panel.stop.node
            if not stepper.model.network.incoming(node):
                return  # the input: nothing is computed there
        thing: object = panel.stop.node if name == "gradients-looked-at" else panel.sample
        seen = self._seen.setdefault(name, set())
        if thing not in seen:
            seen.add(thing)
            self.changed.emit()

    def _count(self) -> None:
        work = self._guide.work
        if work.stepper is None or work.step is None:
            return
        now = work.step.after.step
        before, self._last = self._last, (work.stepper, now)
        if before is not None and before[0] is work.stepper and now > before[1]:
            self._steps += 1
            self.changed.emit()
