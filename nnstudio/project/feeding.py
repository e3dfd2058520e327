"""How the samples of a project enter its network: which Input gets which part of a sample.

The one rule: where every Input has the shape of a sample, each gets the whole sample. Where a sample is a row of
values and the Inputs take as many together, they share it: those that take arrays first, such as the picture with which
a row begins that belongs to one, then those that take rows; among themselves in the order of the network.
"""

from __future__ import annotations

import math

from nnstudio.graph.network import Network
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape, show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.samples import Given

Feeding = dict[str, slice]
"""By Input: the features it gets, or ``slice(None)`` where it gets the whole sample."""

_WHOLE = slice(None)


def feeding(network: Network, sample_shape: Shape) -> Feeding | Message:
    """Which Input gets which part of a sample, or why the samples cannot enter.

    Parameters
    ----------
    network : Network
    sample_shape : tuple of int
        Of one sample of the data.

    Examples
    --------
    >>> from nnstudio.graph.network import Network
    >>> from nnstudio.nn.layers import Input
    >>> two = Network().add(Input((5,))).add(Input((8,)))
    >>> feeding(two, (13,))
    {'input': slice(0, 5, None), 'input_1': slice(5, 13, None)}
    >>> print(feeding(two, (12,)))
    The Inputs take 5 + 8 = 13 features, but the data has 12
    """
    shapes = _shapes(network)
    if all(shape == sample_shape for shape in shapes.values()):
        return dict.fromkeys(shapes, _WHOLE)
    if len(shapes) == 1:
        (shape,) = shapes.values()
        return msg(
            "The data has samples of {data}, but the Input takes {input}",
            data=show(sample_shape), input=show(shape),
        )  # fmt: skip
    if len(sample_shape) != 1 or () in shapes.values():
        return msg(
            "The data has samples of {data}, but the Inputs take {inputs}: each must take the whole sample",
            data=show(sample_shape), inputs=", ".join(show(shape) for shape in shapes.values()),
        )  # fmt: skip
    sizes = [math.prod(shape) for shape in shapes.values()]
    if sum(sizes) != sample_shape[0]:
        return msg(
            "The Inputs take {sizes} = {sum} features, but the data has {features}",
            sizes=" + ".join(map(str, sizes)), sum=sum(sizes), features=sample_shape[0],
        )  # fmt: skip
    given: Feeding = {}
    at = 0
    for node in sorted(shapes, key=lambda node: len(shapes[node]) == 1):
        end = at + math.prod(shapes[node])
        given[node] = slice(at, end)
        at = end
    return {node: given[node] for node in shapes}


def feed(network: Network, x: Host) -> Given:
    """Samples of the data in the form in which a model of this network takes them.

    Parameters
    ----------
    network : Network
    x : array, shape (m, *sample_shape)
        As :class:`nnstudio.data.preparing.prepare.Prepared` holds them.

    Returns
    -------
    array or dict of str to array
        The samples as they are for one Input, else a part of them for each; nothing is copied.

    Raises
    ------
    StudioError
        When they do not fit the Inputs.
    """
    found = feeding(network, x.shape[1:])
    if isinstance(found, Message):
        raise StudioError(found)
    if len(found) == 1:
        return x
    shapes = _shapes(network)
    return {
        node: x if values == _WHOLE else x[:, values].reshape(len(x), *shapes[node])
        for node, values in found.items()
    }


def features_of(network: Network, node: str, names: tuple[str, ...], first: int = 0) -> tuple[str, ...]:
    """Names of the features that an Input gets; empty where it gets the whole sample, a picture, or nothing fits.

    Parameters
    ----------
    network : Network
    node : str
        Of the Input.
    names : tuple of str
        Of all features, as :attr:`nnstudio.data.preparing.preprocessing.Preprocessor.features`.
    first : int
        Where they begin in a sample, as :attr:`nnstudio.data.preparing.preprocessing.Preprocessor.first_feature`.
    """
    found = feeding(network, (first + len(names),))
    values = _WHOLE if isinstance(found, Message) else found.get(node, _WHOLE)
    if values == _WHOLE or values.start < first:
        return ()
    return names[values.start - first : values.stop - first]


def another_input(network: Network, sample_shape: Shape, picture: Shape = ()) -> Shape | None:
    """The shape of one more Input for the same samples: the whole of them, or what the others leave of a row.

    Parameters
    ----------
    network : Network
    sample_shape : tuple of int
        Of one sample of the data.
    picture : tuple of int
        Of the picture with which it begins, if it does.

    Returns
    -------
    tuple of int or None
        None where nothing is left.

    Examples
    --------
    >>> from nnstudio.graph.network import Network
    >>> from nnstudio.nn.layers import Input
    >>> another_input(Network().add(Input((5,))), (13,))
    (8,)
    """
    shapes = list(_shapes(network).values())
    if not shapes:
        return picture or sample_shape
    if all(shape == sample_shape for shape in shapes):
        return sample_shape
    left = sample_shape[0] - sum(map(math.prod, shapes))
    if len(sample_shape) != 1 or left < 1 or () in shapes:
        return None
    return picture if picture and picture not in shapes and left >= math.prod(picture) else (left,)


def takes_picture(network: Network, picture: Shape) -> bool:
    """Whether exactly one Input takes arrays, and these have the shape of the picture with which a sample begins."""
    return [shape for shape in _shapes(network).values() if len(shape) > 1] == [picture]


def _shapes(network: Network) -> dict[str, Shape]:
    inputs = ((node, network[node].layer) for node in network.input_ids)
    return {node: layer.shape for node, layer in inputs if isinstance(layer, Input)}
