"""A model: a network with weights, a loss and an optimizer; the textbook's face of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnstudio.backend import Array, get_backend
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.losses import Loss
from nnstudio.nn.metrics import Metric, metrics_for
from nnstudio.nn.optimizers import Adam, Optimizer
from nnstudio.nn.shape import Shape, show
from nnstudio.system.messages import StudioError
from nnstudio.training.history import History
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program

Host = np.ndarray[Any, Any]

EVALUATION_BATCH = 256
"""Samples at a time where nothing is learned; large enough to hide the cost of a call."""

PROGRAMS = 8
"""Programs kept at once: each holds arrays, and every number of samples asked about needs its own."""


class Model:
    """A network that can be trained and asked.

    Parameters
    ----------
    network : Network
        Sound, with one Input and one output.
    loss : Loss
    optimizer : Optimizer, optional
        Adam with its defaults if None.
    batch_size : int
        Samples for each step.
    device : {"auto", "cpu", "cuda"}
    seed : int
        Start of weights, shuffling and dropout.
    dtype : {"float32", "float64"}
    metrics : sequence of Metric, optional
        The usual ones of the loss's task if None.

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
        loss: Loss,
        optimizer: Optimizer | None = None,
        *,
        batch_size: int = 32,
        device: str = "cpu",
        seed: int = 0,
        dtype: str = "float32",
        metrics: Sequence[Metric] | None = None,
    ) -> None:
        facts = require_sound(network)
        (self._input,), (output,) = network.input_ids, network.output_ids
        self.input_shape: Shape = network[self._input].layer.output_shape(())
        output_shape = facts.facts[output].output
        assert output_shape is not None
        self.output_shape: Shape = output_shape
        problem = loss.problem(output_shape, network[output].layer.activation_name())
        if problem is not None:
            raise StudioError(problem)
        if not hasattr(batch_size, "__index__") or batch_size < 1:
            raise StudioError(
                "The batch size must be a whole number of at least 1, not {size}", size=repr(batch_size)
            )
        self.network, self.loss, self.optimizer = network, loss, optimizer or Adam()
        self.batch_size, self.seed = int(batch_size), seed
        self.metrics = tuple(metrics_for(loss.task) if metrics is None else metrics)
        self.backend = get_backend(device, dtype)
        self.parameters = Parameters(network, self.backend)
        self.parameters.initialise(seed)
        self.step = self.backend.zeros((1,), np.int64)
        self.rate = self.backend.zeros((1,))
        self.learning_rate = self.optimizer.learning_rate
        self.slots = {name: self.backend.zeros(self.parameters.values.shape) for name in self.optimizer.slots}
        self._update = self.optimizer.bind(
            self.backend, self.parameters.values, self.parameters.gradients, self.slots, self.rate, self.step
        )
        self._programs: dict[tuple[int, bool], Program] = {}

    @property
    def learning_rate(self) -> float:
        """The learning rate now; raises FieldError when it is set to one outside the optimizer's limits."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = self.optimizer.replace(learning_rate=value).learning_rate
        self.rate[0] = self._learning_rate

    def program(self, batch: int, *, training: bool) -> Program:
        """The program for a batch size, made on first use; the ones used last are kept."""
        key = (batch, training)
        program = self._programs.pop(key, None) or Program(
            self.network, self.parameters, batch, self.loss,
            training=training, seed=self.seed, step=self.step,
        )  # fmt: skip
        self._programs[key] = program  # at the end: a dictionary remembers the order
        if len(self._programs) > PROGRAMS:
            del self._programs[next(iter(self._programs))]
        return program

    def learn(self, x: Array, y: Array, rows: Array) -> Program:
        """Take one step downhill on some rows of arrays on the device.

        Returns
        -------
        Program
            With the batch's loss and prediction from before the step. Where the loss or a gradient is not
            finite, the weights are left as they were and ``step`` does not advance.
        """
        program = self.program(len(rows), training=True)
        program.load(x, y, rows)
        program.forward()
        program.backward()
        if self.backend.is_finite(program.loss, self.parameters.gradients):
            self.step[0] += 1
            self._update()
        return program

    # The textbook's face ------------------------------------------------------------------------------

    def fit(
        self,
        x: Host,
        y: Host,
        *,
        epochs: int = 1,
        validation_data: tuple[Host, Host] | None = None,
    ) -> History:
        """Train for a number of epochs.

        Parameters
        ----------
        x : array, shape (m, *input_shape)
        y : array, shape (m, ...)
            Class numbers, one-hot rows or values, as the loss takes them.
        epochs : int
        validation_data : tuple of arrays, optional
            Samples and targets that are only measured.

        Returns
        -------
        History
            Loss and metrics of every epoch.
        """
        from nnstudio.training.run import Run

        run = Run(self, (x, y), validation_data, epochs=epochs)
        for _ in run.events():
            pass
        return run.history

    def predict(self, x: Host) -> Host:
        """The network's output for some samples.

        Parameters
        ----------
        x : array, shape (m, *input_shape)

        Returns
        -------
        array, shape (m, *output_shape)
        """
        x = self.check_inputs(x)
        result = np.empty((len(x), *self.output_shape), self.backend.dtype)
        device = self.backend.to_device(x)
        with self.backend.computing():
            for start, rows in self.batches(len(x)):
                program = self.program(len(rows), training=False)
                program.load(device, None, rows)
                program.forward()
                result[start : start + len(rows)] = self.backend.to_host(program.prediction)
        return result

    def evaluate(self, x: Host, y: Host) -> dict[str, float]:
        """Loss and metrics on some samples.

        Returns
        -------
        dict
            ``"loss"`` and one entry for each metric.
        """
        x = self.check_inputs(x)
        return self.measure(self.backend.to_device(x), self.backend.to_device(self.check_targets(x, y)))

    def measure(self, x: Array, y: Array) -> dict[str, float]:
        """As :meth:`evaluate`, over prepared arrays on the device."""
        totals = [0.0] * (1 + len(self.metrics))
        # A loss that is not finite says enough: no warnings.
        with self.backend.computing(), np.errstate(all="ignore"):
            for _, rows in self.batches(len(x)):
                program = self.program(len(rows), training=False)
                program.load(x, y, rows)
                program.forward()
                totals[0] += float(program.loss[0]) * len(rows)
                for i, metric in enumerate(self.metrics, 1):
                    totals[i] += float(metric.batch(self.backend.xp, program.prediction, program.target))
        figures = {"loss": totals[0] / len(x)}
        for total, metric in zip(totals[1:], self.metrics, strict=True):
            figures[metric.key] = metric.finish(total, len(x))
        return figures

    def loss_and_gradients(self, x: Host, y: Host) -> tuple[float, dict[str, Host]]:
        """The mean loss over some samples and its gradient with respect to every weight and to ``x``.

        Noise such as dropout is off.

        Returns
        -------
        loss : float
        gradients : dict of str to array
            By the keys of :meth:`get_weights`, and ``"x"``.
        """
        x = self.check_inputs(x)
        program = Program(
            self.network, self.parameters, len(x), self.loss, training=True, noise=False, input_gradient=True
        )
        rows = self.backend.to_device(np.arange(len(x)))
        program.load(self.backend.to_device(x), self.backend.to_device(self.check_targets(x, y)), rows)
        with self.backend.computing():
            program.forward()
            program.backward()
        gradients = self.parameters.get_gradients()
        gradients["x"] = self.backend.to_host(program.gradients[self._input])
        return float(program.loss[0]), gradients

    def get_weights(self) -> dict[str, Host]:
        """Copies of all weights, by ``node/name`` such as ``dense_1/W``."""
        return self.parameters.get()

    def set_weights(self, weights: Mapping[str, Host]) -> None:
        """Replace all weights; raises StudioError when one is missing, unknown or of another shape."""
        self.parameters.set(weights)

    # Checks -------------------------------------------------------------------------------------------

    def batches(self, count: int) -> list[tuple[int, Array]]:
        """Row numbers of batches for measuring, with where each starts."""
        size = max(self.batch_size, EVALUATION_BATCH)
        rows = self.backend.to_device(np.arange(count))
        return [(i, rows[i : i + size]) for i in range(0, count, size)]

    def check_inputs(self, x: Host) -> Host:
        """Return samples as a contiguous array of the model's type, or refuse them in one sentence."""
        x = np.asarray(x)
        if x.dtype.kind not in "fbiu":
            raise StudioError("Samples must be numbers, not {dtype}", dtype=str(x.dtype))
        if x.shape[1:] != self.input_shape or not len(x):
            raise StudioError(
                "The network takes samples of {want}; these are {count} of {have}",
                want=show(self.input_shape), count=len(x) if x.ndim else 0, have=show(x.shape[1:]) or "1",
            )  # fmt: skip
        with np.errstate(over="ignore"):
            x = np.ascontiguousarray(x, self.backend.dtype)
        finite = np.isfinite(x.reshape(len(x), -1)).all(axis=1)
        if not finite.all():
            raise StudioError(
                "Sample {row} holds a value that is missing, infinite or too large for {dtype}; "
                "fill or drop missing values first",
                row=int(np.argmin(finite)), dtype=str(self.backend.dtype),
            )  # fmt: skip
        return x

    def check_targets(self, x: Host, y: Host) -> Host:
        """Return targets in the loss's form, or refuse them in one sentence."""
        y = np.asarray(y)
        count = len(y) if y.ndim else 1
        if count != len(x) or not y.ndim:
            raise StudioError("There are {m} samples but {n} targets", m=len(x), n=count)
        return self.loss.prepare(y, self.output_shape)
