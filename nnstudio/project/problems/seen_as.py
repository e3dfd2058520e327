"""Recordings that are seen as one thing, and a network that takes the other: signals or spectrograms."""

from __future__ import annotations

from typing import Any

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.sample_parts import signal_shape
from nnstudio.data.sources import RecordingFiles
from nnstudio.data.spectrogram import LEAST_WINDOW, Spectrogram, usual_window
from nnstudio.graph.inference import Problem, infer
from nnstudio.nn.shape import Shape, show
from nnstudio.project.problems.fix import Fix, Repair, on_data
from nnstudio.project.project import Project
from nnstudio.system.messages import msg


def seen_shape(source: RecordingFiles, known: Preprocessor) -> Shape:
    """The shape of a recording as the settings have it, also while all are still read anew."""
    signal = signal_shape(known)
    if source.seen_as == "signal" and known.spectrogram is not None:
        return signal
    if (
        source.seen_as in ("spectrogram", "mel")
        and known.spectrogram is None
        and source.window
        and source.bands
    ):
        made = Spectrogram(signal[0], source.window, source.bands, "spectrogram")  # mel has the same sides
        return made.bands, made.moments, signal[1]
    return known.array_shape


def _seen_for_input(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """See recordings as the network takes them, where it is that which should stay."""
    source, node = project.data.source, problem.node
    if prepared is None or node is None or not isinstance(source, RecordingFiles):
        return None
    known, shape = prepared.preprocessor, infer(project.network).facts[node].output or ()
    signal = signal_shape(known)
    if not signal:
        return None
    if known.spectrogram is not None:
        if shape != signal:
            return None
        return on_data(msg("See recordings as signals"), source=source.replace(seen_as="signal"))
    if len(shape) != 3 or shape[2] != signal[1]:
        return None
    settings = _settings(shape, signal[0], known.rate)
    if settings is None:
        return None
    label = msg("See recordings as spectrograms of {shape}", shape=show(shape))
    return on_data(label, source=source.replace(**settings))


def _settings(shape: Shape, length: int, rate: int) -> dict[str, Any] | None:
    """Those of spectrograms of a shape; None where recordings of such a length cannot become such."""
    bands, moments, _ = shape
    for window in (usual_window(length, rate), 2 * (length // (moments + 1))):
        if max(2 * bands, LEAST_WINDOW) <= window <= length:
            made = Spectrogram(length, window, bands, "mel" if rate else "spectrogram")
            if made.moments == moments:
                return {"seen_as": made.seen_as, "window": window, "bands": bands}
    return None


REPAIRS: dict[str, Repair] = {"seen_for_input": _seen_for_input}
