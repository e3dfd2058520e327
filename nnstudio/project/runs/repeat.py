"""Whether a run that was begun again gave the same curve, and why not where it did not."""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.project.runs.record import RunRecord
from nnstudio.system.messages import Message, msg
from nnstudio.training.history import Epoch


class Repeat(NamedTuple):
    """Two runs of the same network with the same settings, side by side.

    Parameters
    ----------
    compared : int
        Epochs that both have.
    differs : int
        The first epoch that differs; 0 where none does.
    reasons : tuple of Message
        What was not the same around them. Threads are never among them: they change nothing but the time.
    """

    compared: int
    differs: int
    reasons: tuple[Message, ...]

    @property
    def identical(self) -> bool:
        """Whether every number of every epoch is the same."""
        return self.compared > 0 and not self.differs

    def sentence(self, name: str) -> Message:
        """What came of it; ``name`` is that of the earlier run."""
        if not self.compared:
            return msg("Neither run has an epoch that could be compared with {name}", name=name)
        if not self.differs:
            if self.compared == 1:
                return msg("The curve is identical to that of {name}: every number of its epoch", name=name)
            return msg(
                "The curve is identical to that of {name}: every number of all {n} epochs",
                name=name,
                n=self.compared,
            )
        if self.reasons:
            return msg(
                "The curve differs from that of {name} from epoch {epoch} on. Not the same: {reason}",
                name=name, epoch=self.differs, reason=_joined(self.reasons),
            )  # fmt: skip
        return msg(
            "The curve differs from that of {name} from epoch {epoch} on, though data, settings, device and versions are "
            "the same: this should not happen on the CPU",
            name=name, epoch=self.differs,
        )  # fmt: skip


def repeat(earlier: RunRecord, again: RunRecord) -> Repeat:
    """Compare the curves of two runs, number by number; the time they took does not count."""
    pairs = list(zip(earlier.history.epochs, again.history.epochs, strict=False))
    differs = next((i for i, (a, b) in enumerate(pairs, 1) if _figures(a) != _figures(b)), 0)
    return Repeat(len(pairs), differs, _reasons(earlier, again))


def _figures(epoch: Epoch) -> tuple[object, ...]:
    return epoch.loss, epoch.metrics, epoch.val_loss, epoch.val_metrics


def _reasons(a: RunRecord, b: RunRecord) -> tuple[Message, ...]:
    found = []
    if a.network != b.network:
        found.append(msg("the network"))
    if a.fingerprint != b.fingerprint or a.data != b.data:
        found.append(msg("the data"))
    if a.training.anywhere.replace(epochs=1) != b.training.anywhere.replace(epochs=1):
        found.append(msg("the settings"))
    if a.began_with != b.began_with:
        found.append(msg("the weights it began with"))
    if a.history.changes or b.history.changes:
        found.append(msg("the learning rate, which was changed by hand"))
    if a.device != b.device:
        found.append(msg("the device ({a}, now {b})", a=a.device or "?", b=b.device or "?"))
    elif a.device == "cuda" and a.training.tf32 != b.training.tf32:
        found.append(msg("TF32, which is on in one of them only"))
    elif a.device == "cuda":
        found.append(msg("the order of sums on the GPU"))
    for name in dict.fromkeys((*a.versions, *b.versions)):
        old, new = a.versions.get(name, "–"), b.versions.get(name, "–")
        if old != new:
            found.append(msg("{part} ({old}, now {new})", part=name, old=old, new=new))
    return tuple(found)


def _joined(reasons: tuple[Message, ...]) -> Message:
    joined = reasons[0]
    for reason in reasons[1:]:
        joined = msg("{a}, {b}", a=joined, b=reason)
    return joined
