"""How to train, as a value."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from nnstudio.backend.gpu_system import same_device
from nnstudio.nn.fields import Field, Registry, Spec
from nnstudio.nn.losses import LOSSES, BinaryCrossentropy, Loss
from nnstudio.nn.metrics import AUC, metrics_for
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Optimizer
from nnstudio.nn.schedules import SCHEDULES, Constant, Schedule
from nnstudio.training.output_training import OutputTraining, outputs_from_plain, outputs_to_plain

_FAMILIES: dict[str, Registry[Any]] = {"loss": LOSSES, "optimizer": OPTIMIZERS, "schedule": SCHEDULES}
"""Settings that are records themselves, and where their types are found."""


DEVICES = ("auto", "cpu", "cuda", *(f"cuda:{n}" for n in range(1, 8)))
"""What may be asked for; which of them a computer has is another matter."""
_DEVICE_HELP = (
    "An NVIDIA GPU if there is one and it is faster for this network, else the CPU.",
    "All cores of the processor.",
    "The first NVIDIA graphics card.",
    *(f"NVIDIA graphics card {n + 1} of several." for n in range(1, 8)),
)


class TrainingConfig(Spec, frozen=True):
    """Loss, optimizer and the plain numbers of a run.

    The one seed starts every random stream: split, initial weights, shuffling, dropout.

    Parameters
    ----------
    loss : Loss
        Of the output; of several outputs :mod:`nnstudio.project.heads` says whose.
    outputs : tuple of OutputTraining
        What was chosen for outputs of a network that has several.
    """

    loss: Loss = BinaryCrossentropy()
    optimizer: Optimizer = SGD(0.1)
    schedule: Schedule = Constant()
    epochs: Annotated[int, Field("How often the network sees the whole training part.", minimum=1, maximum=1_000_000)] = 20  # fmt: skip
    patience: Annotated[int, Field("Ends the run early when so many epochs have not lowered the validation loss; 0 never does.", minimum=0, maximum=1_000_000, unit="epochs")] = 0  # fmt: skip
    min_change: Annotated[float, Field("By how much the loss must fall to count as lower.", label="Least improvement", minimum=0.0, maximum=1e6)] = 0.0  # fmt: skip
    batch_size: Annotated[int, Field("Samples that share one step downhill.", minimum=1, maximum=1_000_000, unit="samples")] = 32  # fmt: skip
    more_metrics: Annotated[bool, Field("Whether AUC is measured beside the accuracy, of several classes precision, recall and F1 as well, or RMSE and R² beside the mean error; a box below the curves chooses among them.", label="More metrics")] = False  # fmt: skip
    seed: Annotated[int, Field("Start of all randomness: the same seed gives the same run.", minimum=0, maximum=2**32 - 1)] = 0  # fmt: skip
    device: Annotated[str, Field("Where the arithmetic runs; auto takes whichever is faster for the network.", choices=DEVICES, choice_help=_DEVICE_HELP)] = "auto"  # fmt: skip
    tf32: Annotated[bool, Field("An NVIDIA GPU multiplies matrices in a short form of its numbers: in less time, with about three decimal digits instead of seven.", label="Matrix products in TF32")] = False  # fmt: skip

    outputs: tuple[OutputTraining, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.device, str):
            msgspec.structs.force_setattr(self, "device", same_device(self.device))
        super().__post_init__()

    @property
    def anywhere(self) -> TrainingConfig:
        """The same settings whatever computes: device and TF32 change the last digits, not what is learned from."""
        return self.replace(device="auto", tf32=False)

    @property
    def essence(self) -> TrainingConfig:
        """What does not change when a run goes on: all but when it ends, and what computes."""
        return self.anywhere.replace(epochs=1, patience=0, min_change=0.0)

    @property
    def weighs_classes(self) -> bool:
        """Whether some classes count more than others."""
        return len(set(getattr(self.loss, "class_weights", ()))) > 1

    @property
    def judged_by(self) -> str:
        """Key of the metric that is looked at first: where rare classes count more, the accuracy says little."""
        return AUC.key if self.weighs_classes and self.more_metrics else metrics_for(self.loss.task)[0].key

    def for_output(self, node: str) -> OutputTraining:
        """What was chosen for an output."""
        return next((each for each in self.outputs if each.node == node), OutputTraining(node))

    def with_output(self, output: OutputTraining) -> TrainingConfig:
        """Give an output other settings; those that are as usual are not kept."""
        others = tuple(each for each in self.outputs if each.node != output.node)
        return self.replace(outputs=others if output.usual else (*others, output))

    def to_plain(self) -> dict[str, Any]:
        """The dictionary that files hold."""
        plain = msgspec.structs.asdict(self)
        plain["outputs"] = outputs_to_plain(self.outputs)
        return plain | {name: family.to_plain(plain[name]) for name, family in _FAMILIES.items()}

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> TrainingConfig:
        """Read the dictionary of a file; settings this version does not know are left out.

        Raises
        ------
        StudioError
            For an unknown loss, optimizer or schedule, or a setting outside its limits.
        """
        known = {f.name for f in msgspec.structs.fields(cls)}
        settings = {k: v for k, v in data.items() if k in known}
        for name, family in _FAMILIES.items():
            if name in settings:
                settings[name] = family.from_plain(settings[name])[0]
        settings["outputs"] = outputs_from_plain(settings.get("outputs", ()))
        return cls(**settings)
