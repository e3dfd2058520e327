"""The reference over a stand-in for CuPy, as it runs where the CUDA backend has no kernel: no array may slip between
host and device unasked.

Nothing here runs on a GPU. The stand-in computes with NumPy, but like CuPy it refuses to mix with NumPy's arrays
and gives arrays, not numbers, as results of sums; so a forgotten transfer fails here as it would there.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnstudio import (
    SGD,
    Adam,
    Add,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Model,
    Momentum,
    Network,
    StudioError,
    sequential,
)
from nnstudio.backend import get_backend
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.layers import Input
from nnstudio.nn.metrics import R2, MeanAbsoluteError, RootMeanSquaredError
from nnstudio.training.health import examine
from nnstudio.training.inspect import probe
from nnstudio.training.run import Run


def inside(value: Any) -> Any:
    """What NumPy is to compute with; a NumPy array has no business here, a number has."""
    if isinstance(value, np.ndarray):
        raise TypeError("a NumPy array among CuPy's")
    if isinstance(value, tuple | list):
        return type(value)(inside(v) for v in value)
    if isinstance(value, DeviceArray):
        DeviceArray.wait()
    return bare(value)


def bare(value: Any) -> Any:
    """The memory of an array of the device that computes, whatever is in it by now."""
    assert not isinstance(value, np.ndarray), "an array of the host"
    if not isinstance(value, DeviceArray):
        return value
    assert value.device == here.device, "an array of another device than the one that computes"
    return value._host


class _Here(threading.local):
    """What computes: CUDA has a device for each thread, the first one unless told otherwise."""

    def __init__(self) -> None:
        self.device = 0
        self.before: list[int] = []


here = _Here()


def _outside(value: Any) -> Any:
    return DeviceArray(np.asarray(value)) if isinstance(value, np.ndarray | np.generic) else value


WAITING = {"bincount", "nonzero", "flatnonzero", "unique"}
"""Functions in which CuPy asks the device for a number before it goes on."""


def _on_device(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        DeviceArray.asked += getattr(function, "__name__", "") in WAITING
        out = kwargs.get("out")
        result = function(*map(inside, args), **{k: inside(v) for k, v in kwargs.items()})
        return _outside(result) if out is None else out

    return call


class DeviceArray:
    """An array that NumPy cannot see into.

    Attributes
    ----------
    asked : int
        How often the host has waited for a number of any of them.
    """

    asked = 0

    # What a device of its own time does with a copy, and when somebody needs what it has worked out.
    later: Callable[[Callable[[], object]], object] = staticmethod(lambda work: work())
    wait: Callable[[], object] = staticmethod(lambda: None)
    # CuPy has a kernel that sets numbers, one for each type and number of axes; zeros are set without.
    setting: Callable[[Any, int], object] = staticmethod(lambda dtype, axes: None)

    __array_ufunc__ = None  # np.float32(2) * array asks the array

    def __init__(self, host: Any, device: int | None = None) -> None:
        self._host = host
        self.device = here.device if device is None else device

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("Implicit conversion to a NumPy array is not allowed")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the protocols by which NumPy looks inside
            raise AttributeError(name)
        value = getattr(self._host, name)
        if name in ("reshape", "view"):
            return lambda *args: DeviceArray(value(*args), self.device)
        if not callable(value):
            return _outside(value)
        inside(self)
        return _on_device(value)

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(value, bool | int | float | np.generic) and value:
            DeviceArray.setting(self.dtype, np.ndim(self._host[inside(key)]))
        inside(self)[inside(key)] = inside(value)

    def set(self, host: Any, stream: Any = None) -> None:
        """Copy from the host, which leaves its array alone until that is done."""
        assert (host.shape, host.dtype) == (self.shape, self.dtype), "CuPy converts nothing here"
        assert host.flags.c_contiguous, "CuPy would copy it first"
        assert self._host.flags.c_contiguous, "CuPy refuses gaps"
        place = self._host.ctypes.data
        DeviceArray.later(lambda: ctypes.memmove(place, host.ctypes.data, host.nbytes))

    @property
    def data(self) -> Any:
        """Where the values stand, as CuPy tells it."""
        return types.SimpleNamespace(ptr=self._host.ctypes.data)

    def __iter__(self) -> Any:
        raise TypeError("iterating would ask the device for every value")


def _method(name: str, *, plain: bool = False) -> Callable[..., Any]:
    def call(self: DeviceArray, *args: Any) -> Any:
        masked = any(isinstance(a, DeviceArray) and a.dtype == bool for a in args) and name == "__getitem__"
        DeviceArray.asked += masked or (plain and name != "__len__")
        is_view = name == "__getitem__" and not any(isinstance(a, DeviceArray) for a in args)
        if plain and name != "__len__":
            DeviceArray.wait()
        elif not (plain or is_view):
            inside(self)
        result = getattr(self._host, name)(*map(inside, args))
        if is_view and not isinstance(result, np.ndarray):  # to CuPy a single number is an array, too
            key = args[0] if isinstance(args[0], tuple) else args
            result = self._host[(*key, ...)]
        return result if plain else DeviceArray(np.asarray(result), self.device)

    return call


for _name in [
    "add",
    "radd",
    "sub",
    "rsub",
    "mul",
    "rmul",
    "truediv",
    "rtruediv",
    "pow",
    "neg",
    "abs",
    "matmul",
    "and",
    "or",
    "xor",
    "rshift",
    "invert",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "getitem",
]:
    setattr(DeviceArray, f"__{_name}__", _method(f"__{_name}__"))
for _name in ["float", "int", "bool", "len", "index"]:
    setattr(DeviceArray, f"__{_name}__", _method(f"__{_name}__", plain=True))
for _name in ["iadd", "isub", "imul", "ixor"]:

    def _in_place(self: DeviceArray, other: Any, name: str = f"__{_name}__") -> DeviceArray:
        getattr(inside(self), name)(inside(other))
        return self

    setattr(DeviceArray, f"__{_name}__", _in_place)


class FakeCupy(types.ModuleType):
    """NumPy's functions over device arrays, and CuPy's two doors between the sides."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__("cupy")

        def get_device_count() -> int:
            if error is not None:
                raise error
            return 1

        self.cuda = types.SimpleNamespace(runtime=types.SimpleNamespace(getDeviceCount=get_device_count))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks about
            raise AttributeError(name)
        value = getattr(np, name)
        if name in ("float32", "float64", "int32", "int64", "uint32", "inf", "nan"):
            return value
        call = _on_device(value)
        if isinstance(value, np.ufunc):
            call.at = _on_device(value.at)  # type: ignore[attr-defined]
        return call

    @staticmethod
    def array(host: Any, dtype: Any = None) -> DeviceArray:
        """Copy to the device."""
        return DeviceArray(np.array(inside(host) if isinstance(host, DeviceArray) else host, dtype))

    @staticmethod
    def asnumpy(array: DeviceArray) -> Any:
        """Copy to the host."""
        assert isinstance(array, DeviceArray)
        DeviceArray.asked += 1
        DeviceArray.wait()
        return array._host.copy()


class PlainDevice(ReferenceBackend):
    """The reference over the stand-in."""

    def __init__(self, dtype: str) -> None:
        super().__init__(FakeCupy(), "cuda", dtype)

    def to_host(self, array: Any) -> Any:
        return self.xp.asnumpy(array)


@pytest.fixture
def cupy(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(device: str, dtype: str, threads: int | None, **_: bool) -> Any:
        return PlainDevice(dtype) if device == "cuda" else get_backend(device, dtype, threads)

    monkeypatch.setattr("nnstudio.training.model.get_backend", made)


def test_the_stand_in_refuses_to_mix() -> None:
    array = FakeCupy.array(np.ones(3))
    for mix in (
        lambda: array + np.ones(3),
        lambda: np.ones(3) + array,
        lambda: np.asarray(array),
        lambda: np.add(array, 1),
        lambda: FakeCupy().add(array, np.ones(3)),
        lambda: array.__setitem__(0, np.ones(1)),
        lambda: array[np.array([0])],
    ):
        with pytest.raises(TypeError):
            mix()
    assert isinstance(array.sum(), DeviceArray)
    assert float((2 * array).sum()) == 6


def _picture_network() -> Network:
    net = Network().add(Input((6, 6, 2)))
    net = net.add(Conv2D(4, padding="same"), after="input").add(Conv2D(4, padding="same"), after="conv2d_1")
    net = net.add(Add(), after=("conv2d_1", "conv2d_2")).add(MaxPool2D(), after="add_1")
    net = net.add(Flatten(), after="max_pool2d_1").add(Dropout(0.3), after="flatten_1")
    return net.add(Dense(3, "softmax"), after="dropout_1")


@pytest.mark.usefixtures("cupy")
@pytest.mark.parametrize("optimizer", [SGD(0.1), Momentum(0.05), Adam(0.01)], ids=lambda o: o.title)
def test_a_run_on_the_device_is_the_run_of_the_reference(
    optimizer: SGD | Momentum | Adam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same lines on both sides, so the same bits; 22 samples leave a ragged last batch."""
    fast = {"cpu": lambda dtype: ReferenceBackend(np, "cpu", dtype), "cuda": PlainDevice}
    monkeypatch.setattr(
        "nnstudio.training.model.get_backend", lambda device, dtype, *_, **__: fast[device](dtype)
    )
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(22, 6, 6, 2)), generator.integers(3, size=22)
    results = []
    for device in ("cpu", "cuda"):
        model = Model(_picture_network(), CategoricalCrossentropy(), optimizer, batch_size=8, device=device)
        assert isinstance(model.parameters.values, DeviceArray) == (device == "cuda")
        run = Run(model, (x[:16], y[:16]), (x[16:], y[16:]), epochs=2)
        for _ in run.events():
            pass
        checkpoint = run.checkpoint()
        figures = [(e.loss, e.val_loss, e.metrics, e.val_metrics) for e in run.history.epochs]
        gradients = model.loss_and_gradients(x, y)
        results.append((checkpoint.weights | checkpoint.slots, gradients[1], figures, model.predict(x)))
        assert all(isinstance(w, np.ndarray) for w in results[-1][0].values())
    (cpu, cpu_gradients, cpu_figures, cpu_predictions), (gpu, gradients_, figures, predictions) = results
    assert figures == cpu_figures
    np.testing.assert_array_equal(predictions, cpu_predictions)
    for one, other in ((cpu, gpu), (cpu_gradients, gradients_)):
        assert one.keys() == other.keys()
        for key in one:
            np.testing.assert_array_equal(one[key], other[key])


@pytest.mark.usefixtures("cupy")
@pytest.mark.parametrize(
    "activation", ["elu", "leaky_relu", "sigmoid", "tanh", "softplus", "swish", "softmax"]
)
def test_other_operations_keep_to_the_device(activation: str) -> None:
    net = sequential((3,), [Dense(4, activation), Dense(2, "linear")])
    x, y = np.random.default_rng(0).normal(size=(2, 9, 3))
    metrics = (MeanAbsoluteError(), RootMeanSquaredError(), R2())
    model = Model(net, MeanSquaredError(), batch_size=4, device="cuda", metrics=metrics)
    model.fit(x, y[:, :2], epochs=1)
    restored = Run(model, (x, y[:, :2]), epochs=2, checkpoint=Run(model, (x, y[:, :2])).checkpoint())
    assert restored.history.epochs == ()
    assert np.isfinite(list(model.evaluate(x, y[:, :2]).values())).all()


@pytest.mark.usefixtures("cupy")
def test_divergence_is_found_on_the_device() -> None:
    model = Model(
        sequential((2,), [Dense(1, "linear")]), MeanSquaredError(), SGD(1000), batch_size=4, device="cuda"
    )
    x = np.random.default_rng(0).normal(size=(8, 2)) * 100
    run = Run(model, (x, x[:, :1]), epochs=50)
    *_, told, finished = run.events()
    assert finished.reason == "diverged"
    assert told.node in ("dense_1", None)


def test_without_cupy_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cupy", None)
    with pytest.raises(StudioError, match="CuPy is not installed"):
        Model(sequential((2,), [Dense(1)]), MeanSquaredError(), device="cuda")


@pytest.mark.parametrize("error", [RuntimeError("driver too old\nsecond line"), RuntimeError()])
def test_without_a_driver_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setitem(sys.modules, "cupy", FakeCupy(error))
    with pytest.raises(StudioError) as caught:
        Model(sequential((2,), [Dense(1)]), MeanSquaredError(), device="cuda")
    assert str(caught.value) in ("Cannot use the GPU: driver too old", "Cannot use the GPU: RuntimeError")


@pytest.mark.parametrize(
    "error", [PermissionError("[Errno 13] Permission denied: '/home/a/.cupy'"), ImportError("no numpy")]
)
def test_a_cupy_that_cannot_be_imported_is_told(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes a folder for its kernels in that of the person, for one, while it is imported."""

    class Refusing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "cupy":
                raise error

    monkeypatch.delitem(sys.modules, "cupy", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refusing(), *sys.meta_path])
    with pytest.raises(StudioError, match="Cannot use the GPU: ") as caught:
        Model(sequential((2,), [Dense(1)]), MeanSquaredError(), device="cuda")
    assert str(error) in str(caught.value)


@pytest.mark.usefixtures("cupy")
def test_the_main_memory_is_not_asked_about_a_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, device: object = None, **_options: object) -> None:
        if device is None:
            raise AssertionError("asked")

    for module in ("model", "run"):
        monkeypatch.setattr(f"nnstudio.training.{module}.require_memory", refuse)
    x = np.ones((8, 2))

    def run(device: str) -> None:
        net = sequential((2,), [Dense(1, "linear")])
        Model(net, MeanSquaredError(), batch_size=4, device=device).fit(x, x[:, :1])

    run("cuda")
    with pytest.raises(AssertionError, match="asked"):
        run("cpu")


@pytest.mark.usefixtures("cupy")
def test_what_looks_into_a_network_takes_the_samples_of_the_device() -> None:
    network = sequential((3,), [Dense(4, "tanh"), Dense(2, "linear")])
    x, y = np.random.default_rng(0).normal(size=(2, 8, 3)).astype("float32")
    seen = {}
    for device in ("cpu", "cuda"):
        model = Model(network, MeanSquaredError(), SGD(0.1), batch_size=8, seed=3, device=device)
        seen[device] = probe(model, x, y[:, :2]), examine(model, x, y[:, :2])
    (ours, health), (theirs, device_health) = seen["cpu"], seen["cuda"]
    assert ours.gradients.keys() == theirs.gradients.keys() != set()
    for key, gradient in ours.gradients.items():
        np.testing.assert_allclose(theirs.gradients[key], gradient, atol=1e-6)
    for one, other in zip(health.layers, device_health.layers, strict=True):
        assert other.update == pytest.approx(one.update)
