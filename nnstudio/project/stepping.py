"""The next training step of a project, to be looked at: on the samples that training would take next."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.heads import called, examples, heads
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, can_continue, new_run
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from nnstudio.training.health import samples_for
from nnstudio.training.samples import Given
from nnstudio.training.worked.step import State, Step, state_of, take_step


class Stepper:
    """Takes steps of a project's training one by one, on copies.

    Without dropout and noise, which rest here, and with the whole of each batch, they are the very steps of a run.

    Parameters
    ----------
    project : Project
    prepared : Prepared
    trained : Trained, optional
        Where training stands; it begins anew if None, or if ``trained`` belongs to another network.
    most : int, optional
        Samples of a batch that are looked at; as many as can be at once if None.

    Raises
    ------
    StudioError
        When network, data and settings do not fit together, or the network is too large to look into.
    """

    def __init__(
        self, project: Project, prepared: Prepared, trained: Trained | None = None, most: int | None = None
    ) -> None:
        self.project, self.prepared = project, prepared
        continues = (
            trained is not None
            and can_continue(project, trained)
            and trained.fingerprint == prepared.fingerprint
        )
        self.going_on = continues
        """Whether the weights are those of the last run; else they are where a new one begins."""
        # The step is worked out on the computer itself, whatever the run takes place on.
        on_cpu = project.replace(training=project.training.replace(device="cpu"))
        run = new_run(on_cpu, prepared, trained if continues else None, threads=1)
        self.model, self._batches, position = run.model, run.batches, run.position
        self.batch_size = min(project.training.batch_size, len(prepared.train))
        able = samples_for(project.network, self.batch_size if most is None else min(most, self.batch_size))
        if not able:
            raise StudioError("This network is too large to look into one step of it")
        self.samples = able
        views = self.prepared.preprocessor.views
        self.known: Mapping[str, Preprocessor] = dict(
            zip(heads(project.network, project.training, prepared.preprocessor), views, strict=True)
        )
        """What each output answers, by node."""
        self._go_to(position.epoch, position.batch)
        self._state: State = state_of(self.model)

    @property
    def state(self) -> State:
        """Where training stands, with the learning rate that the schedule has for the next step."""
        training, (_, _, batches) = self.project.training, self.place
        passed = min(self._epoch + self._batch / batches, training.epochs)
        rate = self.model.learning_rate * training.schedule.factor(passed, training.epochs)
        return msgspec.structs.replace(self._state, rate=rate)

    @property
    def names(self) -> dict[str, str]:
        """What each output answers, by node, as it is called."""
        return {node: called(known) for node, known in self.known.items()}

    @property
    def place(self) -> tuple[int, int, int]:
        """Epoch and batch of the next step, counted from 1, and how many batches an epoch has."""
        return self._epoch + 1, self._batch + 1, self._batches.steps

    @property
    def rows(self) -> Host:
        """Rows of the training part in the next batch; the first of them where it is too large."""
        return np.asarray(self._batches.rows(self._epoch, self._batch)[: self.samples])

    def step(self) -> Step:
        """Work the next step out; nothing moves on."""
        return take_step(self.model, self.state, *self.batch)

    @property
    def batch(self) -> tuple[Given, Given]:
        """The samples of the next batch and what is to be answered for them, as the model takes them."""
        project, part = self.project, self.prepared.train.take(self.rows)
        return examples(project.network, project.training, self.prepared, part)

    def follow(self, step: Step, *, same_batch: bool) -> None:
        """Go on behind a step, with the same samples or the next ones."""
        self._state = step.after
        if not same_batch:
            self._go_to(self._epoch, self._batch + 1)

    def _go_to(self, epoch: int, batch: int) -> None:
        """Stand before a batch; behind the last one, as a run that was stopped while it measured does, before the next epoch."""
        self._epoch, self._batch = (epoch, batch) if batch < self._batches.steps else (epoch + 1, 0)
