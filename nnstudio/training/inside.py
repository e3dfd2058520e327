"""What a network makes of samples, asked of copies of its weights: no run waits for it, and no run is disturbed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nnstudio.backend.reference import ReferenceBackend
from nnstudio.graph.inference import infer, require_sound
from nnstudio.graph.network import Network
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from nnstudio.training.health import samples_for
from nnstudio.training.memory import require_memory
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.samples import Given

Arrays = dict[str, Host]


class Inside:
    """A network to look into, over the reference operations.

    Parameters
    ----------
    network : Network
        Sound.
    weights : dict of str to array
        By ``node/name``, as a model gives them.

    Raises
    ------
    StudioError
        When the network is not sound, too large to be looked into, or the weights are not its own.
    """

    def __init__(self, network: Network, weights: Mapping[str, Host]) -> None:
        require_sound(network)
        self._most = samples_for(network, 512)
        if not self._most:
            raise StudioError("This network is too large to look inside while it learns")
        self.network = network
        require_memory(network, 0, measured=self._most)
        self._parameters = Parameters(network, ReferenceBackend(np, "reference", "float32"))
        self._parameters.set(weights)

    def values(self, x: Given, nodes: Sequence[str] | None = None) -> Arrays:
        """What nodes give for some samples, as in a prediction: dropout and noise rest.

        Parameters
        ----------
        x : array, sequence or dict of arrays
            Prepared samples, as :func:`nnstudio.project.feeding.feed` returns them.
        nodes : sequence of str, optional
            All if None, each behind those that feed it.

        Returns
        -------
        dict of str to array, shape (m, *output_shape)
        """
        inputs = self._inputs(x)
        count = len(inputs[0])
        wanted = list(infer(self.network).order if nodes is None else nodes)
        found: dict[str, list[Host]] = {node: [] for node in wanted}
        program: Program | None = None
        for at in range(0, count, self._most):
            size = min(self._most, count - at)
            if program is None or program.batch != size:
                program = Program(self.network, self._parameters, size, keep=True)
            program.load(inputs, (), np.arange(at, at + size))
            program.forward()
            for node in wanted:
                found[node].append(np.array(program.values[node]))
        return {node: np.concatenate(parts) for node, parts in found.items()}

    def _inputs(self, x: Given) -> tuple[Host, ...]:
        if isinstance(x, Mapping):
            arrays = [x[node] for node in self.network.input_ids]
        else:
            arrays = [x] if isinstance(x, np.ndarray) else list(x)
        return tuple(np.ascontiguousarray(array, np.float32) for array in arrays)


def first_weights(network: Network, seed: int) -> Arrays:
    """The weights that a run of this seed begins with."""
    parameters = Parameters(network, ReferenceBackend(np, "reference", "float32"))
    parameters.initialise(seed)
    return parameters.get()
