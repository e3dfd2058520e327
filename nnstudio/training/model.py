"""A model: a network with weights, losses and an optimizer; the textbook's face of the engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any

import numpy as np

from nnstudio.backend import Array, get_backend
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.optimizers import Adam, Optimizer
from nnstudio.nn.schedules import Schedule
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg
from nnstudio.training.arena import Room
from nnstudio.training.events import Diverged
from nnstudio.training.history import History
from nnstudio.training.measuring import measuring
from nnstudio.training.memory import require_memory
from nnstudio.training.objectives import Losses, Metrics, metrics_of, objectives_of
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.samples import (
    Given,
    Samples,
    check_inputs,
    check_targets,
    on_disk,
    require_kind,
    require_whole,
    spread,
    to_device,
    too_large,
)

EVALUATION_BATCH = 256
"""Samples at a time where nothing is learned; large enough to hide the cost of a call."""

PROGRAMS = 8
"""Programs kept at once: each holds arrays, and every number of samples asked about needs its own."""


class Model:
    """A network that can be trained and asked.

    Parameters
    ----------
    network : Network
        Sound; with several inputs or outputs, arrays are given and returned for each.
    loss : Loss or dict of str to Loss
        One for every output, or one for each by node id.
    optimizer : Optimizer, optional
        Adam with its defaults if None.
    loss_weights : dict of str to float, optional
        How much the loss of an output counts; 1 where nothing is said.
    batch_size : int
        Samples for each step.
    device : str
        "auto", "cpu", "cuda", "cuda:1", …
    seed : int
        Start of weights, shuffling and dropout.
    dtype : {"float32", "float64"}
    metrics : sequence of Metric, or dict of str to sequences, optional
        For every output, or by node id; the usual ones of the loss's task if None.
    threads : int, optional
        Threads that compute on the CPU; all cores if None. They do not change a bit of the result.
    tf32 : bool
        Whether an NVIDIA GPU may multiply matrices in its short form of float32, faster and to three digits.

    Raises
    ------
    StudioError
        When the network has a problem or does not fit the loss; the text names the layer and the remedy.

    Examples
    --------
    >>> import numpy as np
    >>> from nnstudio import BinaryCrossentropy, Dense, Model, SGD, sequential
    >>> X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
    >>> y = np.array([0, 1, 1, 0])
    >>> net = sequential((2,), [Dense(8, activation="tanh"), Dense(1, activation="sigmoid")])
    >>> model = Model(net, loss=BinaryCrossentropy(), optimizer=SGD(1.0), batch_size=4, seed=1)
    >>> history = model.fit(X, y, epochs=500)
    >>> (model.predict(X)[:, 0] > 0.5).astype(int).tolist()
    [0, 1, 1, 0]
    """

    def __init__(
        self,
        network: Network,
        loss: Losses,
        optimizer: Optimizer | None = None,
        *,
        loss_weights: Mapping[str, float] | None = None,
        batch_size: int = 32,
        device: str = "cpu",
        seed: int = 0,
        dtype: str = "float32",
        metrics: Metrics | None = None,
        threads: int | None = None,
        tf32: bool = False,
    ) -> None:
        require_kind(msg("network"), network, (Network,), "nns.sequential((2,), [nns.Dense(1)])")
        facts = require_sound(network).facts
        self.input_shapes: dict[str, Shape] = {n: facts[n].output or () for n in network.input_ids}
        self.output_shapes: dict[str, Shape] = {n: facts[n].output or () for n in network.output_ids}
        require_kind(msg("optimizer"), optimizer, (Optimizer, NoneType), "nns.Adam()")
        self.network, self.optimizer = network, optimizer or Adam()
        self.batch_size = require_whole(msg("batch size"), batch_size, 1)
        self.seed = require_whole(msg("seed"), seed, 0, 2**32 - 1)
        self.measured_at_once = max(self.batch_size, EVALUATION_BATCH)
        if threads is not None:
            require_whole(msg("number of threads"), threads, 1)
        self.backend = get_backend(device, dtype, threads, tf32=tf32)
        self.device = self.backend.key
        """Where it computes: "cpu", "cuda", "cuda:1", …"""
        self.objectives = objectives_of(network, loss, loss_weights, self.output_shapes, self.backend.dtype)
        self.losses = {node: objective.loss for node, objective in self.objectives.items()}
        self.metrics = metrics_of(metrics, self.losses)
        if self.backend.name == "cpu":
            require_memory(network, 0, dtype=dtype)
        self.parameters = Parameters(network, self.backend)
        self.parameters.initialise(seed)
        self.step = self.backend.zeros((1,), np.int64)
        self.rate = self.backend.zeros((1,))
        self.learning_rate = self.optimizer.learning_rate
        self.slots = {name: self.backend.zeros(self.parameters.values.shape) for name in self.optimizer.slots}
        with self.backend.computing():
            for name, slot in self.slots.items():
                slot[...] = self.optimizer.initial_slot(name)
        self.update = self.optimizer.bind(
            self.backend, self.parameters.values, self.parameters.gradients, self.slots, self.rate, self.step,
            self.parameters.decayed,
        )  # fmt: skip
        self._is_finite = self.backend.finite(self.parameters.gradients)
        self._room = Room(self.backend)
        self._programs: dict[tuple[int, bool], Program] = {}
        self.lock = threading.RLock()
        """Held while the model computes: its programs share their memory, so one of them runs at a time."""

    @property
    def input_shape(self) -> Shape:
        """Shape of one sample for the first input."""
        return next(iter(self.input_shapes.values()))

    @property
    def output_shape(self) -> Shape:
        """Shape of the first output for one sample."""
        return next(iter(self.output_shapes.values()))

    @property
    def learning_rate(self) -> float:
        """The learning rate now; raises FieldError when it is set to one outside the optimizer's limits."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = self.optimizer.replace(learning_rate=value).learning_rate
        with self.backend.computing():
            self.rate[0] = self._learning_rate

    def program(self, batch: int, *, training: bool) -> Program:
        """The program for a batch size, made on first use; the ones used last are kept."""
        key = (batch, training)
        program = self._programs.pop(key, None)
        if program is None:
            if not training and self.backend.name == "cpu":  # a run asks before it begins
                require_memory(
                    self.network, 0, dtype=self.backend.dtype.name, loss=self.losses, measured=batch
                )
            before = self._room.size
            with self.backend.computing():
                program = Program(
                    self.network, self.parameters, batch, self.objectives,
                    training=training, room=self._room, seed=self.seed, step=self.step,
                )  # fmt: skip
            if self._room.size > before:  # the others stand in the old block, which must not live on
                self._programs.clear()
        self._programs[key] = program  # at the end: a dictionary remembers the order
        if len(self._programs) > PROGRAMS:
            del self._programs[next(iter(self._programs))]
        return program

    def prepare(self, samples: int, measured: int = 0) -> Iterator[tuple[int, int]]:
        """Make the programs for training on, and measuring, so many samples, and compile what they need.

        Yields
        ------
        done, total : int
            Before each piece of work and after the last; nothing where all is ready.
        """
        for batch in (min(self.batch_size, samples), samples % self.batch_size):  # the larger one first
            if batch:
                self.program(batch, training=True)
        for _, rows in self.batches(measured):
            self.program(len(rows), training=False)
        yield from self.backend.prepare()

    def learn(self, samples: Samples, rows: Array) -> Program:
        """Take one step downhill on some of the samples.

        Returns
        -------
        Program
            With the batch's loss and predictions from before the step. Where the loss or a gradient is not
            finite, ``taken`` is False: weights, running statistics and optimizer are left as they were and
            ``step`` does not advance.
        """
        with self.lock:
            program = self.program(len(rows), training=True)
            program.load(samples.x, samples.y, rows)
            program.step()
            program.taken = self._is_finite(program.loss)
            if program.taken:
                self.step[0] += 1
                program.commit()
                self.update()
            return program

    def blame(self, samples: Samples, rows: Array) -> str | None:
        """The node in which the first number that is not finite appears on some samples, or None."""
        with self.lock:
            program = self._keeping(len(rows), noise=True)
            program.load(samples.x, samples.y, rows)
            program.forward()
            program.backward()
            return program.first_non_finite()

    def _keeping(self, batch: int, *, noise: bool) -> Program:
        if self.backend.name == "cpu":
            require_memory(self.network, 0, dtype=self.backend.dtype.name, loss=self.losses, measured=batch)
        with self.backend.computing():
            return Program(
                self.network, self.parameters, batch, self.objectives,
                training=True, noise=noise, keep=True, seed=self.seed, step=self.step,
            )  # fmt: skip

    # The textbook's face ------------------------------------------------------------------------------

    def fit(
        self,
        x: Given,
        y: Given,
        *,
        epochs: int = 1,
        validation_data: tuple[Given, Given] | None = None,
        schedule: Schedule | None = None,
        patience: int = 0,
    ) -> History:
        """Train for a number of epochs.

        Parameters
        ----------
        x : array, shape (m, *input_shape)
            For several inputs a sequence of arrays, or a dictionary by node id.
        y : array, shape (m, ...)
            Class numbers, one-hot rows or values, as the loss takes them; for several outputs as for ``x``.
        epochs : int
        validation_data : tuple of arrays, optional
            Samples and targets that are only measured.
        schedule : Schedule, optional
            How the learning rate changes over the epochs; it stays if None.
        patience : int
            Ends early when so many epochs have not lowered the validation loss; 0 never does.

        Returns
        -------
        History
            Loss and metrics of every epoch.

        Raises
        ------
        StudioError
            When something does not fit, before anything is computed; or when loss or gradients stop being finite
            numbers, with the layer. The weights are then the last finite ones.
        """
        from nnstudio.training.run import Run

        run = Run(self, (x, y), validation_data, epochs=epochs, schedule=schedule, patience=patience)
        for event in run.events():
            if isinstance(event, Diverged):
                raise StudioError(event.message)
        return run.history

    def predict(self, x: Given) -> Any:
        """The network's output for some samples.

        Parameters
        ----------
        x : array, shape (m, *input_shape)

        Returns
        -------
        array, shape (m, *output_shape)
            For several outputs a dictionary by node id.
        """
        samples = Samples(self._load_inputs(x))
        results = {
            node: np.empty((len(samples), *shape), self.backend.dtype)
            for node, shape in self.output_shapes.items()
        }
        with self.lock, self.backend.computing():
            for start, rows in self.batches(len(samples)):
                program = self.program(len(rows), training=False)
                program.load(samples.x, (), rows)
                program.forward()
                for result, prediction in zip(results.values(), program.predictions, strict=True):
                    result[start : start + len(rows)] = self.backend.to_host(prediction)
        return results if len(results) > 1 else next(iter(results.values()))

    def evaluate(self, x: Given, y: Given) -> dict[str, float]:
        """Loss and metrics on some samples.

        Returns
        -------
        dict
            ``"loss"`` and one entry for each metric; with several outputs, metrics are named ``node/metric``.
        """
        figures = measuring(self, self.load(x, y)).figures()
        assert figures is not None  # nobody interrupts
        return figures

    def loss_and_gradients(self, x: Given, y: Given) -> tuple[float, dict[str, Host]]:
        """The cost of some samples as one batch, and its gradient with respect to every weight and to ``x``.

        Noise such as dropout is off; batch norm measures the batch, and its running statistics stay as they are.

        Returns
        -------
        loss : float
        gradients : dict of str to array
            By the keys of :meth:`get_weights`, and ``"x"``; with several inputs by their node ids.
        """
        samples = self.load(x, y)
        with self.lock, self.backend.computing():
            program = self._keeping(len(samples), noise=False)
            program.load(samples.x, samples.y, self.backend.to_device(np.arange(len(samples))))
            program.forward()
            program.backward()
            gradients = self.parameters.get_gradients()
        for node in self.input_shapes:
            name = node if len(self.input_shapes) > 1 else "x"
            gradients[name] = self.backend.to_host(program.gradients[node])
        return float(program.loss[0]), gradients

    def get_weights(self) -> dict[str, Host]:
        """Copies of all weights and running statistics, by ``node/name`` such as ``dense_1/W``."""
        return self.parameters.get()

    def set_weights(self, weights: Mapping[str, Host]) -> None:
        """Replace all weights; raises StudioError when one is missing, unknown or of another shape."""
        self.parameters.set(weights)

    # Data ---------------------------------------------------------------------------------------------

    def batches(self, count: int) -> list[tuple[int, Array]]:
        """Row numbers of batches for measuring, with where each starts."""
        size = self.measured_at_once
        rows = self.backend.to_device(np.arange(count))
        return [(i, rows[i : i + size]) for i in range(0, count, size)]

    def check_inputs(self, x: Given) -> tuple[Host, ...]:
        """Return samples as contiguous arrays of the model's type, or refuse them in one sentence."""
        arrays = spread(x, tuple(self.input_shapes), msg("inputs"))
        return check_inputs(arrays, self.input_shapes, self.backend.dtype)

    def load(self, x: Given, y: Given) -> Samples:
        """Check samples and targets, and copy them to the device; raises StudioError when they do not fit.

        What lies on the disk stays there where the device can read it, and on the host what would take up too much of
        a device's own memory.
        """
        inputs = self._load_inputs(x)
        arrays = spread(y, tuple(self.losses), msg("outputs"))
        targets = check_targets(arrays, self.losses, self.output_shapes, len(inputs[0]), self.backend.dtype)
        return Samples(inputs, to_device(self.backend, targets))

    def _load_inputs(self, x: Given) -> tuple[Array, ...]:
        inputs = self.check_inputs(x)
        stays = on_disk(inputs) if self.backend.xp is np else too_large(self.backend, inputs)
        return inputs if stays else to_device(self.backend, inputs)
