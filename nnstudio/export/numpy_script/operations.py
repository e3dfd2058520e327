"""The primitives in plain NumPy, as text: what a written script is put together from.

A script gets only the functions it uses, each after those it needs itself.
"""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.backend.functions import GELU_CUBE, GELU_SLOPE, LEAK, SELU_ALPHA, SELU_SCALE


class Piece(NamedTuple):
    """A function of a script.

    Parameters
    ----------
    source : str
    needs : tuple of str
        Names of the functions it calls.
    """

    source: str
    needs: tuple[str, ...] = ()


def _activation(name: str, formula: str, *body: str, needs: tuple[str, ...] = ()) -> Piece:
    lines = "\n".join(f"    {line}" for line in body)
    return Piece(f'def {name}(z):\n    """{formula}"""\n{lines}\n', needs)


ACTIVATIONS: dict[str, Piece] = {
    "relu": _activation("relu", "max(z, 0)", "return np.maximum(z, 0)"),
    "relu6": _activation("relu6", "max(z, 0), at most 6", "return np.clip(z, 0, 6)"),
    "leaky_relu": _activation("leaky_relu", f"z, below zero {LEAK} z", f"return np.maximum(z, {LEAK} * z)"),
    "elu": _activation(
        "elu", "z, below zero e^z - 1", "return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))"
    ),
    "selu": _activation(
        "selu", "A scaled elu (Klambauer et al., arXiv:1706.02515)",
        f"below = {SELU_ALPHA!r} * np.expm1(np.minimum(z, 0))",
        f"return {SELU_SCALE!r} * np.where(z > 0, z, below)",
    ),
    "gelu": _activation(
        "gelu", "z times the share of a normal distribution below z",
        "erf = np.vectorize(math.erf, otypes=[float])",
        "return z * (1 + erf(z / math.sqrt(2))) / 2",
    ),
    "gelu_tanh": _activation(
        "gelu_tanh", "gelu, approximated",
        f"return z * sigmoid({GELU_SLOPE!r} * (z + {GELU_CUBE} * z**3))", needs=("sigmoid",),
    ),
    "swish": _activation("swish", "z sigmoid(z)", "return z * sigmoid(z)", needs=("sigmoid",)),
    "hard_swish": _activation(
        "hard_swish", "z times a sigmoid of three straight lines", "return z * np.clip(z / 6 + 0.5, 0, 1)"
    ),
    "mish": _activation(
        "mish", "z tanh(softplus(z))", "return z * np.tanh(softplus(z))", needs=("softplus",)
    ),
    "sigmoid": _activation(
        "sigmoid", "1 / (1 + e^-z), written so that nothing overflows",
        "e = np.exp(-np.abs(z))",
        "return np.where(z >= 0, 1, e) / (1 + e)",
    ),
    "hard_sigmoid": _activation(
        "hard_sigmoid", "z / 6 + 1/2, held between 0 and 1", "return np.clip(z / 6 + 0.5, 0, 1)"
    ),
    "tanh": _activation("tanh", "The hyperbolic tangent", "return np.tanh(z)"),
    "softplus": _activation(
        "softplus", "log(1 + e^z), written so that nothing overflows",
        "return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))",
    ),
    "softsign": _activation("softsign", "z / (1 + |z|)", "return z / (1 + np.abs(z))"),
    "softmax": _activation(
        "softmax", "e^z / sum e^z over the last axis",
        "e = np.exp(z - z.max(axis=-1, keepdims=True))",
        "return e / e.sum(axis=-1, keepdims=True)",
    ),
}  # fmt: skip
"""The activations by the names they have in the program."""

_SPAN = '''\
def span(axis, index):
    """Where all windows along an axis meet the kernel's value ``index``, in the padded input."""
    kernel, stride, dilation, before, after, size = axis
    windows = (size + before + after - (kernel - 1) * dilation - 1) // stride + 1
    start = index * dilation
    return slice(start, start + (windows - 1) * stride + 1, stride)
'''

_PATCHES = '''\
def patches(x, rows, columns, filler):
    """What each value of a window sees: pairs of its place in the kernel and (N, H', W', C).

    An axis is (kernel, stride, dilation, values before, values after, size).
    """
    around = ((0, 0), rows[3:5], columns[3:5], (0, 0))
    x = np.pad(x, around, constant_values=filler)
    for i in range(rows[0]):
        for j in range(columns[0]):
            yield (i, j), x[:, span(rows, i), span(columns, j)]
'''

_CONV2D = '''\
def conv2d(x, w, rows, columns, groups):
    """The sum of patches times kernel: (N, H, W, C) with (kh, kw, C / groups, F)."""
    w = w.reshape(rows[0], columns[0], *w.shape[-2:])
    filters = w.shape[3] // groups
    channels = w.shape[2]
    total = 0
    for place, patch in patches(x, rows, columns, 0):
        parts = []
        for g in range(groups):
            seen = patch[..., g * channels : (g + 1) * channels]
            parts.append(seen @ w[place][:, g * filters : (g + 1) * filters])
        total = total + np.concatenate(parts, axis=-1)
    return total
'''

_CONV_TRANSPOSE2D = '''\
def conv_transpose2d(x, w, rows, columns):
    """Each pixel paints a patch: (N, H, W, C) with (kh, kw, F, C); the axes are those of the output."""
    top, bottom, height = rows[3:]
    left, right, width = columns[3:]
    painted = np.zeros((len(x), top + height + bottom, left + width + right, w.shape[2]))
    for i in range(rows[0]):
        for j in range(columns[0]):
            painted[:, span(rows, i), span(columns, j)] += x @ w[i, j].T
    return painted[:, top : top + height, left : left + width]
'''

_MAX_POOL2D = '''\
def max_pool2d(x, rows, columns):
    """The largest value of each window."""
    best = -np.inf
    for _, patch in patches(x, rows, columns, -np.inf):
        best = np.maximum(best, patch)
    return best
'''

_AVERAGE_POOL2D = '''\
def average_pool2d(x, rows, columns):
    """The mean of each window, over what lies inside the picture."""
    total = sum(patch for _, patch in patches(x, rows, columns, 0))
    count = sum(patch for _, patch in patches(np.ones_like(x[:1]), rows, columns, 0))
    return total / count
'''

_INTERPOLATE2D = '''\
def interpolate2d(x, down, across):
    """A larger picture: each new pixel by the place of its middle between the middles of the old ones."""
    for axis, times in ((1, down), (2, across)):
        size = x.shape[axis]
        place = np.maximum((np.arange(size * times) + 0.5) / times - 0.5, 0)
        low = place.astype(int)
        part = (place - low).reshape([-1 if i == axis else 1 for i in range(4)])
        x = x.take(low, axis) * (1 - part) + x.take(np.minimum(low + 1, size - 1), axis) * part
    return x
'''

_BATCH_NORM = '''\
def batch_norm(x, gamma, beta, mean, variance, epsilon):
    """Normalise with the running mean and variance (Ioffe & Szegedy, arXiv:1502.03167)."""
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
'''

_LAYER_NORM = '''\
def layer_norm(x, gamma, beta, epsilon):
    """Normalise over the last axis (Ba, Kiros & Hinton, arXiv:1607.06450)."""
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
'''

_GROUP_NORM = '''\
def group_norm(x, gamma, beta, groups, epsilon):
    """Normalise groups of channels over all places (Wu & He, arXiv:1803.08494)."""
    apart = x.reshape(len(x), -1, groups, x.shape[-1] // groups)
    mean = apart.mean(axis=(1, 3), keepdims=True)
    variance = apart.var(axis=(1, 3), keepdims=True)
    return gamma * ((apart - mean) / np.sqrt(variance + epsilon)).reshape(x.shape) + beta
'''

FUNCTIONS: dict[str, Piece] = {
    **ACTIVATIONS,
    "span": Piece(_SPAN),
    "patches": Piece(_PATCHES, ("span",)),
    "conv2d": Piece(_CONV2D, ("patches",)),
    "conv_transpose2d": Piece(_CONV_TRANSPOSE2D, ("span",)),
    "max_pool2d": Piece(_MAX_POOL2D, ("patches",)),
    "average_pool2d": Piece(_AVERAGE_POOL2D, ("patches",)),
    "interpolate2d": Piece(_INTERPOLATE2D),
    "batch_norm": Piece(_BATCH_NORM),
    "layer_norm": Piece(_LAYER_NORM),
    "group_norm": Piece(_GROUP_NORM),
}
"""Every function a script may contain, by its name."""


def with_needs(names: set[str]) -> list[str]:
    """The functions named and all they need, in the order in which they are written."""
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += FUNCTIONS[name].needs
    return [name for name in FUNCTIONS if name in wanted]
