"""``.keras`` files of Keras 3: its configuration is read as JSON, its weights as HDF5; Keras itself is never asked."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from typing import Any

from nnstudio.export.reading.build import MOST_LAYERS, Builder, one_line, spelled
from nnstudio.export.reading.hdf5 import Weights
from nnstudio.export.reading.keras_layers import KERAS, LEFT_OUT, bending
from nnstudio.export.reading.keras_made import Made, one
from nnstudio.export.reading.keras_numbers import as_line, hard_sigmoid_of
from nnstudio.nn.layers import Input
from nnstudio.nn.spelling import snake_case
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, counted, msg
from nnstudio.system.zips import open_archive

_WEIGHTS_LIMIT = 4 << 30


def read_keras(data: bytes) -> Builder:
    """Read a whole file.

    Raises
    ------
    StudioError
        With the layer and the cause.
    """
    built = Builder(len(data))
    with open_archive(io.BytesIO(data), msg("a Keras 3 model")) as archive:
        config = archive.json("config.json")
        stored = archive.read("model.weights.h5", min(_WEIGHTS_LIMIT, built.room.left))
    with Weights(stored) as weights:
        return _Reader(config, weights, built).read()


class _Reader:
    def __init__(self, config: dict[str, Any], weights: Weights, built: Builder) -> None:
        self._kind = config.get("class_name")
        self._config = _object(config.get("config"))
        self._weights = weights
        self._built = built
        name = self._config.get("name")
        self._built.name = one_line(name if isinstance(name, str) else "")
        self._borders: dict[str, tuple[int, int]] = {}
        self._last = ""
        self._ends: dict[str, str] = {}  # the last of our layers that one of Keras becomes

    def read(self) -> Builder:
        if self._kind not in ("Functional", "Sequential"):
            raise StudioError(
                "it is a model of the class {kind}; Functional and Sequential ones can be read",
                kind=spelled(str(self._kind)[:40]),
            )
        layers = self._config.get("layers")
        if not isinstance(layers, list) or not layers:
            raise StudioError("its config.json lists no layers")
        if len(layers) > MOST_LAYERS:
            raise StudioError("it has more than {most} layers", most=MOST_LAYERS)
        layers = [_object(layer) for layer in layers]
        arrays = self._stored(layers)
        before: str | None = None
        if self._kind == "Sequential":
            if layers[0].get("class_name") != "InputLayer":
                before = self._sequential_input(layers)
            order = layers
        else:
            order = list(_in_order(layers))
        for layer in order:
            before = self._layer(layer, arrays.get(id(layer), []), before)
        return self._finish(before)

    def _stored(self, layers: list[dict[str, Any]]) -> dict[int, list[Host]]:
        """Arrays of layers; Keras counts layers of one class in the order in which it lists them."""
        counts: dict[str, int] = {}
        arrays: dict[int, list[Host]] = {}
        for layer in layers:
            kind = layer.get("class_name")
            if not isinstance(kind, str):
                raise StudioError("its config.json is damaged")
            if kind == "Gelu":  # an operation, which is not counted
                continue
            stem = snake_case(kind[:80])
            number = counts.get(stem, 0)
            counts[stem] = number + 1
            arrays[id(layer)] = self._weights.of(f"{stem}_{number}" if number else stem)
        return arrays

    def _sequential_input(self, layers: list[dict[str, Any]]) -> str:
        shape = self._config.get("build_input_shape")
        first = _object(layers[0].get("config"))
        shape = shape or first.get("batch_input_shape")
        node = self._built.add(Input(_sample_shape(shape, "Input")), [])
        self._ends[""] = node
        return node

    def _finish(self, last: str | None) -> Builder:
        """Begin and end where the file says, in its order; a Sequential model has one beginning and one end."""
        assert last is not None
        if self._kind == "Sequential":
            first = next(iter(self._ends.values()))
            self._settle_border(self._last)
            return self._built.finish([first], self._built.end([self._ends[self._last]], [self._last]))
        firsts, lasts = (_listed(self._config.get(key), key) for key in ("input_layers", "output_layers"))
        for name in (*firsts, *lasts):
            if name not in self._ends:
                raise StudioError("{layer}: there is no such layer", layer=spelled(name))
            self._settle_border(name)
        if not lasts:
            raise StudioError("its config.json names no outputs")
        ends = self._built.end([self._ends[name] for name in lasts], lasts)
        return self._built.finish([self._ends[name] for name in firsts], ends)

    def _layer(self, entry: dict[str, Any], arrays: list[Host], before: str | None) -> str:
        kind, config, called = str(entry.get("class_name")), _object(entry.get("config")), _called(entry)  # fmt: skip
        names = ([self._last] if before else []) if self._kind == "Sequential" else _sources(entry)
        border = next((self._borders[name] for name in names if name in self._borders), None)
        if border is not None and _takes(kind, config, border):
            config = {**config, "padding": "explicit", "zeros": border[0]}
        else:
            for name in names:
                self._settle_border(name)
        sources = [self._ends[name] for name in names]
        if kind == "InputLayer":
            if sources:
                raise StudioError("{layer}: something feeds it", layer=spelled(called))
            shape = _sample_shape(config.get("batch_shape") or config.get("batch_input_shape"), called)
            node = self._built.add(Input(shape), [], called=called)
        elif not sources:
            raise StudioError("{layer}: nothing feeds it", layer=spelled(called))
        elif kind == "ZeroPadding1D":  # no layer here, but a setting of the convolution that follows
            node = sources[0]
            self._borders[called] = self._border(config, node, called)
        elif kind in LEFT_OUT:
            self._built.notes.append(
                msg("{layer}: it changes pictures only in training, and is left out; augmentation is a setting of the data here",
                    layer=spelled(called))
            )  # fmt: skip
            node = sources[0]
        elif (line := as_line(kind, entry)) is not None:
            node = self._line(line, sources, called)
        elif kind not in KERAS:
            node = self._special(kind, called)
        else:
            if kind == "Conv1D" and config.get("padding") == "causal":
                config, sources = self._causal(config, sources[0], called)
            node = self._made(kind, config, sources, arrays, called)
        self._ends[called] = node
        self._last = called
        return node

    def _border(self, config: dict[str, Any], node: str, called: str) -> tuple[int, int]:
        """Zeros before and after a sequence."""
        sides = config.get("padding", 1)
        sides = [sides, sides] if type(sides) is int else sides
        known = isinstance(sides, list) and [type(n) for n in sides] == [int, int]
        if not known or len(self._built.shape(node)) != 2:
            raise StudioError("{layer}: its settings are damaged", layer=spelled(called))
        return sides[0], sides[1]

    def _settle_border(self, name: str) -> None:
        """Make layers of a border behind a layer, where no convolution takes it on."""
        if name in self._borders:
            self._ends[name] = self._built.bordered_row(self._ends[name], *self._borders.pop(name))

    def _causal(self, config: dict[str, Any], node: str, called: str) -> tuple[dict[str, Any], list[str]]:
        """A convolution that sees nothing of what comes: all its zeros stand before the sequence."""
        try:
            before = (one(config["kernel_size"]) - 1) * one(config.get("dilation_rate", 1))
        except (StudioError, LookupError):
            raise StudioError("{layer}: its settings are damaged", layer=spelled(called)) from None
        before, after = self._border({"padding": [before, 0]}, node, called)
        return {**config, "padding": "valid"}, [self._built.bordered_row(node, before, after)]

    def _special(self, kind: str, called: str) -> str:
        if kind in ("Functional", "Sequential"):
            raise StudioError("{layer}: it is a model within a model; save it as one model", layer=spelled(called))  # fmt: skip
        raise StudioError(
            "{layer}: this program has no layer like {kind}", layer=spelled(called), kind=spelled(kind)
        )

    def _line(self, line: dict[str, Any], sources: list[str], called: str) -> str:
        """A factor and a shift; what only a hard sigmoid needs of the layers before it goes at the end."""
        bent = hard_sigmoid_of(self._built, sources[0], line)
        if bent is not None:
            return self._made("Activation", {"activation": "hard_sigmoid"}, [bent], [], called)
        return self._made("Rescaling", line, sources, [], called)

    def _made(
        self, kind: str, config: dict[str, Any], sources: list[str], arrays: list[Host], called: str
    ) -> str:
        if (bent := bending(config)) is not None:
            node = self._made(kind, {**config, "activation": None}, sources, arrays, called)
            if hasattr(self._built.layer(node), "activation"):
                self._built.fold(self._made(*bent, [node], [], called))
            return node
        sources = self._built.spread(sources) if kind in ("Add", "Multiply") else sources
        shapes = [self._built.shape(source) for source in sources]
        try:
            made = KERAS[kind](config, shapes)
        except StudioError as error:
            raise StudioError("{layer}: {cause}", layer=spelled(called), cause=error.message) from None
        # Settings may be of any type, and there may be too few inputs.
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            raise StudioError("{layer}: its settings are damaged", layer=spelled(called)) from None
        wanted = len(made.names) + (0 if made.then is None else len(made.then.names))
        if wanted != len(arrays):
            raise StudioError(
                counted(
                    len(arrays), "{layer}: it has {n} array of weights in the file, not {wanted}",
                    "{layer}: it has {n} arrays of weights in the file, not {wanted}",
                    layer=spelled(called), wanted=wanted,
                )
            )  # fmt: skip
        frozen = False in (
            self._config.get("trainable"),
            config.get("trainable"),
        )  # a model means all its layers
        node = self._added(made, sources, arrays, called, frozen)
        if made.then is None:
            return node
        return self._added(made.then, [node], arrays[len(made.names) :], called, frozen)

    def _added(self, made: Made, sources: list[str], arrays: list[Host], called: str, frozen: bool) -> str:
        """One layer, with the first of the arrays."""
        ours = dict(zip(made.names, arrays, strict=False))
        try:
            ours = made.change(ours) if made.change is not None else ours
        except (ValueError, IndexError):
            raise StudioError("{layer}: its weights have the wrong shape", layer=spelled(called)) from None
        return self._built.add(
            made.layer, sources, {**ours, **made.fixed}, called=called, frozen=frozen or made.frozen
        )


def _takes(kind: str, config: dict[str, Any], border: tuple[int, int]) -> bool:
    """Whether a layer has a setting for the border before it."""
    return kind == "Conv1D" and config.get("padding", "valid") == "valid" and border[0] == border[1]


def _called(layer: dict[str, Any]) -> str:
    """The name of a layer, by which others name it."""
    name = layer.get("name") or _object(layer.get("config")).get("name")
    return name if isinstance(name, str) else str(layer.get("class_name"))


def _in_order(layers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Layers of a Functional model, each after those that feed it."""
    by_name: dict[str, dict[str, Any]] = {}
    waits: dict[str, int] = {}
    users: dict[str, list[str]] = {}
    for layer in layers:
        called = _called(layer)
        if called in by_name:
            raise StudioError("{layer}: two layers have this name", layer=spelled(called))
        sources = set(_sources(layer))
        by_name[called], waits[called] = layer, len(sources)
        for source in sources:
            users.setdefault(source, []).append(called)
    ready = deque(called for called, count in waits.items() if not count)
    done = 0
    while ready:
        called = ready.popleft()
        done += 1
        yield by_name[called]
        for user in users.get(called, ()):
            waits[user] -= 1
            if not waits[user]:
                ready.append(user)
    if done < len(layers):
        stuck = next(called for called, count in waits.items() if count)
        raise StudioError("{layer}: what feeds it is not there, or it feeds itself", layer=spelled(stuck))


def _sources(layer: dict[str, Any]) -> list[str]:
    """Names of the layers that feed one."""
    nodes = layer.get("inbound_nodes") or []
    called = spelled(_called(layer))
    if not isinstance(nodes, list) or len(nodes) > 1:
        raise StudioError("{layer}: it is used in several places; layers that share weights cannot be read", layer=called)  # fmt: skip
    if not nodes:
        return []
    call = _object(nodes[0])
    names = []
    stack = [call.get("kwargs"), call.get("args")]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
            names.append(_history(_object(value.get("config")).get("keras_history"), called))
        elif isinstance(value, dict):
            stack += value.values()
    return names


def _history(value: Any, called: str) -> str:
    """The layer from which a value comes: [its name, which of its calls, which of its outputs]."""
    if not (isinstance(value, list) and len(value) == 3 and isinstance(value[0], str)):
        raise StudioError("{layer}: its inputs are damaged", layer=called)
    if value[1:] != [0, 0]:
        raise StudioError("{layer}: it takes one of several outputs of a layer, which cannot be read", layer=called)  # fmt: skip
    return value[0]


def _listed(value: Any, key: str) -> list[str]:
    """Names of layers that a model lists as its ends: one, several, or several by names of their own."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = [value]
    if not isinstance(value, list):
        raise StudioError("its config.json is damaged")
    return [_history(entry, key) for entry in value]


def _sample_shape(shape: Any, called: str) -> tuple[int, ...]:
    if not isinstance(shape, list) or not 2 <= len(shape) <= 16:
        raise StudioError("{layer}: its shape is not known; give the model an Input", layer=spelled(called))
    sample = shape[1:]
    if not all(type(n) is int and n > 0 for n in sample):
        raise StudioError(
            "{layer}: its shape {shape} is not fixed; this program needs every size",
            layer=spelled(called), shape=repr(tuple(shape))[:60],
        )  # fmt: skip
    return tuple(sample)


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise StudioError("its {member} is damaged", member="config.json")
    return value
