"""Rows on which an export is proven: raw as in the file, as the network takes them, and what it answers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnstudio.data.cells.choices import together
from nnstudio.data.cells.clock import SPECIMEN
from nnstudio.data.cells.dates import spelled
from nnstudio.data.cells.dress import named
from nnstudio.data.cells.dress import spelled as dressed
from nnstudio.data.cells.no_value import spellings
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.held import require_released
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.preparing.preprocessing import ColumnScaling
from nnstudio.data.preparing.raw import Mixed, Raw, parted, raw_inputs
from nnstudio.export.artifact import Artifact
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, Cancelled
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.training.model import Model

COUNT = 64
"""Rows of a proof."""
_TICKED = 0.4
"""How likely a choice is ticked in a cell that is made up."""
_DATES = (-62e9, 250e9)
_SPAN = 99_999 * 3600
"""Moments that are dates of four digits for the year."""
_STAND_INS = 0.2
"""Part of the drawn numbers that count as missing where some do."""


@dataclass(frozen=True, eq=False)
class Samples:
    """Rows, and what the engine of this program makes of them.

    Parameters
    ----------
    raw : tuple of Column, array of shape (m, *sample_shape), or both
        Before preprocessing, as they stand in the file; missing values included.
    x : array of float32, shape (m, *sample_shape)
        Preprocessed.
    inputs : dict of str to array
        What each Input takes, by node id: :meth:`Artifact.feed` of ``x``.
    outputs : dict of str to array
        Of the network, by the id of the output layer.
    answers : dict of str to array
        The outputs as they leave preprocessing, each by its own: those of a regression in the target's own unit, in
        float64; others as they are.
    origin : Message
        Where the rows are from, such as "64 samples of the test part".
    because : Message, optional
        Why they are no real ones; it may name files of this computer.
    """

    raw: Raw
    x: Host
    inputs: dict[str, Host]
    outputs: dict[str, Host]
    answers: dict[str, Host]
    origin: Message
    because: Message | None = None

    @classmethod
    def none(cls) -> Samples:
        """No rows, for formats that hold nothing but weights."""
        return cls((), np.zeros((0, 1), np.float32), {}, {}, {}, msg("no samples"))

    def __len__(self) -> int:
        return len(self.x)

    def expected(self, *, preprocessing: bool) -> dict[str, Host]:
        """What an exported network must give; with ``preprocessing`` it was given raw rows."""
        return self.answers if preprocessing else self.outputs

    def files(self) -> dict[str, bytes]:
        """The raw rows for another program: ``rows.csv``, and where pictures belong to them these as ``pictures.npy``."""
        files = {"rows.csv": self.csv()}
        if isinstance(self.raw, Mixed):
            pictures = io.BytesIO()
            np.save(pictures, self.raw.samples, allow_pickle=False)
            files["pictures.npy"] = pictures.getvalue()
        return files

    def raw_columns(self) -> tuple[Column, ...]:
        """The raw rows as named columns; the values of an array are called ``x1``, ``x2``, …"""
        samples, columns = parted(self.raw)
        if samples is None or columns:
            return columns
        flat = samples.reshape(len(samples), -1)
        return tuple(Column.number(f"x{i + 1}", values) for i, values in enumerate(flat.T))

    def csv(self) -> bytes:
        """The raw rows as a CSV file with a heading, in UTF-8, with commas; missing values are empty."""
        columns = self.raw_columns()
        if len(columns) == 1 and not isinstance(self.raw, np.ndarray):
            # Where it is missing the line would be empty, and no row.
            columns = (Column.number(f"{columns[0].name}#", range(len(self))), *columns)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(zip(*map(_cells, columns), strict=True))
        return text.getvalue().encode()


def _cells(column: Column) -> list[str]:
    if column.kind == "number":
        dress = named(column.dress)
        spell = repr if dress is None else partial(dressed, dress=dress)
        return ["" if value != value else spell(float(value)) for value in column.values]
    if column.kind == "date":
        return ["" if value != value else spelled(float(value)) for value in column.values]
    return ["" if code < 0 else column.categories[code] for code in column.values]


def samples_for(
    artifact: Artifact,
    dataset: Dataset | None = None,
    *,
    count: int = COUNT,
    cancelled: Cancel | None = None,
) -> Samples:
    """Rows to prove an export on: real ones where the data is at hand, otherwise drawn ones.

    Parameters
    ----------
    artifact : Artifact
    dataset : Dataset, optional
        The data set it was trained on, if somebody has read it already; otherwise it is read again.
    count : int
        Most rows.
    cancelled : callable, optional
    """
    try:
        return real_samples(artifact, dataset, count=count, cancelled=cancelled)
    except Cancelled:
        raise
    except StudioError as error:
        return drawn_samples(artifact, count=count, because=error.message)


def real_samples(
    artifact: Artifact, dataset: Dataset | None, *, count: int, cancelled: Cancel | None
) -> Samples:
    """Rows of the test part, or of the training part where there is none, spread evenly over it.

    Raises
    ------
    StudioError
        When there is no data, it cannot be read, or it has changed since training.
    """
    config, training, preprocessor = artifact.data, artifact.training, artifact.preprocessor
    if config is None or config.source is None or training is None or preprocessor is None:
        raise StudioError("it is not known what the network was trained on")
    if dataset is None:
        require_released(config.source)
        dataset = config.source.read(cancelled=cancelled)
    if artifact.data_fingerprint and dataset.fingerprint != artifact.data_fingerprint:
        raise StudioError("the data has changed since training")
    train, _, test = split_rows(dataset, config, training.seed)
    part = test if len(test) else train
    rows = part[np.linspace(0, len(part) - 1, min(count, len(part))).round().astype(np.intp)]
    raw = raw_inputs(dataset, rows)
    if len(test):
        origin = counted(len(rows), "{n} sample of the test part", "{n} samples of the test part")
    else:
        origin = counted(len(rows), "{n} sample of the training part", "{n} samples of the training part")
    x = preprocessor.transform(raw)
    return _answered(artifact, raw, x, origin, artifact.feed(x))


def drawn_samples(artifact: Artifact, *, count: int = COUNT, because: Message | None = None) -> Samples:
    """Rows drawn at random from the ranges that preprocessing knows; the same for the same network.

    Parameters
    ----------
    artifact : Artifact
    count : int
    because : Message, optional
        Why there are no real ones.
    """
    generator = np.random.default_rng(int(artifact.fingerprint[:8], 16))
    origin = counted(count, "{n} sample drawn at random", "{n} samples drawn at random")
    preprocessor = artifact.preprocessor
    if preprocessor is None:
        return _without_preprocessing(artifact, count, generator, origin, because)
    columns = tuple(_drawn_column(scaling, count, generator) for scaling in preprocessor.columns)
    raw: Raw = columns
    if preprocessor.array_shape:
        spread = generator.normal(size=(count, *preprocessor.array_shape))
        samples = (np.array(preprocessor.offset) + np.array(preprocessor.scale) * spread).astype(np.float32)
        raw = Mixed(samples, columns) if columns else samples
    x = preprocessor.transform(raw)
    return _answered(artifact, raw, x, origin, artifact.feed(x), because)


def _without_preprocessing(
    artifact: Artifact, count: int, generator: np.random.Generator, origin: Message, because: Message | None
) -> Samples:
    """Each Input gets samples of its own; the rows are all of them, one after the other."""
    inputs = {
        node: generator.normal(size=(count, *artifact.network[node].layer.output_shape(()))).astype(
            np.float32
        )
        for node in artifact.network.input_ids
    }
    if len(inputs) == 1:
        (x,) = inputs.values()
    else:
        x = np.concatenate([part.reshape(count, -1) for part in inputs.values()], axis=1)
    return _answered(artifact, x, x, origin, inputs, because)


def _drawn_column(scaling: ColumnScaling, count: int, generator: np.random.Generator) -> Column:
    if scaling.kind != "category":
        values = scaling.offset + scaling.scale * generator.normal(size=count)
        if scaling.logarithm:
            values = np.sign(values) * np.expm1(np.minimum(np.abs(values), 80))
        if scaling.kind == "date":
            values = values.round().clip(*_DATES)
        elif scaling.dress == SPECIMEN:
            values = (3600 * values).round().clip(-_SPAN, _SPAN) / 3600
        if scaling.stand_ins and scaling.kind == "number":
            values = np.where(
                generator.random(count) < _STAND_INS, generator.choice(scaling.stand_ins, count), values
            )
        return Column(scaling.name, scaling.kind, values, day_first=scaling.day_first, dress=scaling.dress)
    texts = (*scaling.categories, *(spelling for spelling, _ in scaling.spellings))
    if scaling.separator:
        ticked = generator.random((count, len(texts))) < _TICKED
        cells = [together([texts[i] for i in np.flatnonzero(row)], scaling.separator) for row in ticked]
        if none := spellings(scaling.stand_ins):
            drawn = generator.choice(none, count)
            lot = generator.random(count) < _STAND_INS
            cells = [str(drawn[i]) if lot[i] else cell for i, cell in enumerate(cells)]
        return Column.category(scaling.name, [cell or None for cell in cells])
    texts += tuple(text for text in spellings(scaling.stand_ins) if text not in texts)
    codes = generator.integers(0, len(texts), count)
    return Column(scaling.name, "category", codes.astype(np.int32), texts)


def _answered(
    artifact: Artifact,
    raw: Raw,
    x: Host,
    origin: Message,
    inputs: dict[str, Host],
    because: Message | None = None,
) -> Samples:
    """Ask the engine of this program."""
    network = artifact.network
    # The loss plays no part in a prediction; one that takes any output serves.
    model = Model(network, {node: MeanSquaredError() for node in network.output_ids}, batch_size=1)
    model.set_weights(artifact.weights)
    given = model.predict(inputs)
    outputs = given if isinstance(given, dict) else {network.output_ids[0]: given}
    views = artifact.views
    answers = {node: _answers(views.get(node), array) for node, array in outputs.items()}
    return Samples(raw, x, inputs, outputs, answers, origin, because)


def _answers(view: Artifact | None, outputs: Host) -> Host:
    """The outputs of a view as they leave its preprocessing."""
    preprocessor = None if view is None else view.preprocessor
    if preprocessor is None or preprocessor.task != "regression":
        return outputs
    return preprocessor.restore_targets(outputs)
