"""Which arrays of a file are the weights of which layers.

Programs name and turn weights in their own ways. A layer says in its own file how PyTorch and Keras spell them, so
nothing is guessed but the order: layers take the arrays that fit them in the order in which both have them, unless
names tell more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from nnstudio.graph.inference import Facts, infer
from nnstudio.graph.network import Network, Node
from nnstudio.nn.layers import Activation, Dropout, Flatten
from nnstudio.nn.shape import show
from nnstudio.nn.spelling import Taken
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, msg
from nnstudio.system.natural import natural


class Row(NamedTuple):
    """One array of a network, and what was found for it.

    Parameters
    ----------
    key : str
        ``dense_1/W``.
    shape : tuple of int
    source : str
        Its name in the file; empty where nothing was found.
    array : array, optional
        In our shape.
    why : Message, optional
        What happened to it on the way, or why there is none.
    """

    key: str
    shape: tuple[int, ...]
    source: str = ""
    array: Host | None = None
    why: Message | None = None


class _Spelling(NamedTuple):
    """How some program names and turns the arrays of a layer."""

    program: str
    taken: tuple[Taken, ...]
    numbered: bool = False


def match(network: Network, arrays: Mapping[str, Host], *, channels_first: bool = True) -> tuple[Row, ...]:
    """Find the weights of a network in a file.

    Parameters
    ----------
    network : Network
        Sound, or as far as its shapes are known.
    arrays : mapping of str to array
        As :func:`nnstudio.export.reading.read_weights` gives them.
    channels_first : bool
        Whether a Dense layer of PyTorch behind a Flatten was trained on images with their channels first, as is
        usual there; its rows are then sorted anew.

    Returns
    -------
    tuple of Row
        For every array the network has.
    """
    inference = infer(network)
    unclaimed = _Unclaimed(arrays)
    rows: list[Row] = []
    for node in (network[n] for n in inference.order):
        facts = inference.facts[node.id]
        wanted = {p.name: p.shape for p in (*facts.params, *facts.state)}
        if all(arrays.get(f"{node.id}/{name}", _NONE).shape == shape for name, shape in wanted.items()):
            # This program's own names
            unclaimed.groups.pop(node.id, None)
            rows += [
                Row(f"{node.id}/{n}", shape, f"{node.id}/{n}", arrays[f"{node.id}/{n}"])
                for n, shape in wanted.items()
            ]
            continue
        slopes = {"alpha": wanted.pop("alpha")} if "alpha" in wanted else {}
        if wanted:
            rows += _layer(network, node, facts, wanted, unclaimed, channels_first)
        for name, shape in slopes.items():
            rows.append(_slopes(f"{node.id}/{name}", shape, node.id, unclaimed.groups))
    return tuple(rows)


def unused(rows: Iterable[Row], arrays: Mapping[str, Host]) -> list[str]:
    """Names of the arrays of a file that were taken for no layer; single numbers, such as counts of batches, are none.

    Parameters
    ----------
    rows : iterable of Row
        As :func:`match` gives them.
    arrays : mapping
        What is in the file.
    """
    used = {row.source for row in rows if row.array is not None}
    return [
        name
        for name, array in arrays.items()
        if array.ndim and name not in used and name.replace("/", ".") not in used
    ]


Groups = dict[str, dict[str, Host]]
Found = dict[str, tuple[str, Host]]
"""Arrays as a layer wants them, with their names in the file, by our names."""

_NONE = np.empty((0, 0, 0))


class _Unclaimed:
    """The arrays of a file that no layer has taken yet, by the layer that their names begin with."""

    def __init__(self, arrays: Mapping[str, Host]) -> None:
        self.groups = _groups(arrays)
        self._called: dict[str, list[str]] = {}
        for name in self.groups:
            self._called.setdefault(name.split(".")[-1], []).append(name)
        self._fruitless: set[object] = set()

    def take(
        self, node: str, spellings: tuple[_Spelling, ...], wanted: dict[str, tuple[int, ...]]
    ) -> tuple[str, str, Found] | None:
        """The first that fits: its name, the program that spells it so, and the arrays."""
        kind = spellings, tuple(wanted.items())
        if kind in self._fruitless:  # what is left only becomes less
            return None
        # The layer's own name first; Keras counts from "dense", so that its "dense_1" is another one.
        own = [n for n in self._called.get(node, ()) if n in self.groups and "0" not in self.groups[n]]
        for name in (*own, *self.groups):
            for spelling in spellings:
                found = _fitting(self.groups[name], spelling, wanted)
                if found is not None:
                    del self.groups[name]
                    return name, spelling.program, found
        self._fruitless.add(kind)
        return None


def _groups(arrays: Mapping[str, Host]) -> Groups:
    """Arrays by the layer their names begin with; "conv2d_10" comes after "conv2d_9"."""
    groups: Groups = {}
    for name, array in arrays.items():
        layer, _, leaf = name.replace("/", ".").rpartition(".")
        groups.setdefault(layer, {})[leaf] = array
    if list(groups) == sorted(groups):  # in the order of an alphabet, which is that of no network
        groups = dict(sorted(groups.items(), key=lambda item: natural(item[0])))
    return groups


def _layer(
    network: Network,
    node: Node,
    facts: Facts,
    wanted: dict[str, tuple[int, ...]],
    unclaimed: _Unclaimed,
    channels_first: bool,
) -> Iterator[Row]:
    taken = unclaimed.take(node.id, _spellings(node, facts), wanted)
    if taken is None:
        for ours, shape in wanted.items():
            yield Row(
                f"{node.id}/{ours}", shape, why=msg("no array in the file fits {shape}", shape=show(shape))
            )
        return
    name, program, found = taken
    order = _order(network, node) if program == "PyTorch" and channels_first else None
    for ours, (leaf, array) in found.items():
        why = None
        if order is not None and ours == "W" and len(order) == len(array):
            sorted_rows = np.empty_like(array)
            sorted_rows[order] = array
            array, why = sorted_rows, msg("rows sorted: the channels came first in front of the Flatten")
        source = f"{name}.{leaf}" if name else leaf
        yield Row(f"{node.id}/{ours}", wanted[ours], source, np.ascontiguousarray(array), why)


def _spellings(node: Node, facts: Facts) -> tuple[_Spelling, ...]:
    torch, keras = node.layer.torch(facts.inputs), node.layer.keras(facts.inputs)
    known: tuple[_Spelling, ...] = () if torch is None else (_Spelling("PyTorch", torch.weights),)
    if keras is not None:
        known += (_Spelling("Keras", keras.weights), _Spelling("Keras", keras.weights, numbered=True))
    return known


def _fitting(
    group: Mapping[str, Host], spelling: _Spelling, wanted: dict[str, tuple[int, ...]]
) -> Found | None:
    """The arrays of a group as a layer wants them; None where names or shapes differ."""
    if len(spelling.taken) != len(wanted) or (spelling.numbered and len(group) != len(wanted)):
        return None
    found: Found = {}
    for number, taken in enumerate(spelling.taken):
        leaf = str(number) if spelling.numbered else taken.name
        array = group.get(leaf)
        if array is None:
            return None
        if taken.axes:
            if array.ndim != len(taken.axes):
                return None
            array = array.transpose(np.argsort(taken.axes))
        if array.shape != wanted[taken.ours]:
            return None
        found[taken.ours] = leaf, array
    return found


def _slopes(key: str, shape: tuple[int, ...], node: str, groups: Groups) -> Row:
    """The slopes of a PReLU, which is a layer of its own elsewhere."""
    names = sorted(groups, key=lambda name: not name.split(".")[-1].startswith(node))
    for name in names:
        group = groups[name]
        for leaf in ("alpha", "weight", "0"):
            array = group.get(leaf)
            # Beside nothing else: a bias or a second array makes it another layer.
            if array is not None and array.size == shape[0] and (len(group) == 1 or leaf == "alpha"):
                del group[leaf]
                if not group:
                    del groups[name]
                return Row(key, shape, f"{name}.{leaf}" if name else leaf, array.reshape(shape))
    return Row(key, shape, why=msg("no array in the file fits {shape}", shape=show(shape)))


def _order(network: Network, node: Node) -> Host | None:
    """For a layer behind a Flatten: where each value of an image with channels first is here."""
    inference = infer(network)
    (edge,) = network.incoming(node.id) or (None,)
    while edge is not None:
        before = network[edge.source]
        if isinstance(before.layer, Flatten):
            (shape,) = inference.facts[before.id].inputs
            if len(shape) < 2:
                return None
            index = np.arange(np.prod(shape, dtype=np.int64)).reshape(shape)
            return np.moveaxis(index, -1, 0).ravel()
        if not isinstance(before.layer, Dropout | Activation):
            return None
        (edge,) = network.incoming(before.id) or (None,)
    return None
