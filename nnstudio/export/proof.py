"""Proof that an export agrees: somebody else's program reads it back and is asked the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
import numpy as np

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.artifact import Artifact
from nnstudio.export.samples import Samples
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.system.numbers import figure_text

TOLERANCE = 1e-4
"""Largest difference of an output that is allowed, as a share of the largest output where that is above 1; of a
regression in the unit of its target, as a share of the scaled one."""


class Unproven(StudioError):
    """No independent program could read the file back; the text says why."""


class Disagreement(StudioError):
    """An independent program read the file back and got something else."""


class Proof(msgspec.Struct, frozen=True):
    """What a comparison showed.

    Parameters
    ----------
    runtime, version : str
        Who read the file back.
    compared : {"outputs", "weights"}
        Formats that hold nothing but weights cannot be run; there every number is compared.
    samples : int
        Rows that were run; 0 for weights.
    largest_difference : float
        Over all outputs of all rows, or over all weights.
    tolerance : float
        What would have been too much.
    class_agreement : float, optional
        Share of the rows for which both name the same class, of several outputs of each; None where there are no classes.
    preprocessing : bool
        Whether raw rows went in, so that scaling and one-hot encoding were compared as well.
    arrays : int
        Arrays that were compared; 0 for outputs.
    origin : Message
        Where the rows are from.
    because : Message, optional
        Why they are no real ones; for people at this computer only, since it may name their files.
    decision : Message, optional
        From which probability on questions are answered by both, where that was chosen; the names of classes are the
        user's.
    outputs : int
        Of the network, all of which were compared.
    """

    runtime: str
    version: str
    compared: Literal["outputs", "weights"]
    samples: int
    largest_difference: float
    tolerance: float
    class_agreement: float | None = None
    preprocessing: bool = False
    arrays: int = 0
    origin: Message = Message("")
    because: Message | None = None
    decision: Message | None = None
    outputs: int = 1

    @property
    def sentence(self) -> Message:
        """The proof in words."""
        runtime = f"{self.runtime} {self.version}"
        difference, rows = (
            figure_text(self.largest_difference, 1),
            counted(self.samples, "{n} sample", "{n} samples"),
        )
        if self.compared == "weights":
            return counted(
                self.arrays, "{runtime} read its one array back, equal to the last bit",
                "{runtime} read all {n} arrays back, equal to the last bit", runtime=runtime,
            )  # fmt: skip
        if self.class_agreement is not None and self.outputs > 1:
            same = round(self.class_agreement * self.samples)
            if self.decision is not None:
                return msg(
                    "{runtime} gave the same answers of all {outputs} outputs for {same} of {rows}, {decision}; largest "
                    "difference {difference}",
                    runtime=runtime, outputs=self.outputs, same=same, rows=rows, decision=self.decision,
                    difference=difference,
                )  # fmt: skip
            return msg(
                "{runtime} gave the same answers of all {outputs} outputs for {same} of {rows}; largest difference {difference}",
                runtime=runtime, outputs=self.outputs, same=same, rows=rows, difference=difference,
            )  # fmt: skip
        if self.class_agreement is not None and self.decision is not None:
            return msg(
                "{runtime} gave the same class for {same} of {rows}, {decision}; largest difference {difference}",
                runtime=runtime, same=round(self.class_agreement * self.samples), rows=rows,
                decision=self.decision, difference=difference,
            )  # fmt: skip
        if self.class_agreement is not None:
            return msg(
                "{runtime} gave the same class for {same} of {rows}; largest difference {difference}",
                runtime=runtime, same=round(self.class_agreement * self.samples), rows=rows,
                difference=difference,
            )  # fmt: skip
        return msg(
            "{runtime} gave the same outputs for {rows}; largest difference {difference}",
            runtime=runtime, rows=rows, difference=difference,
        )  # fmt: skip


def facts_of(proof: Proof) -> dict[str, Any]:
    """A proof for programs: its figures, and its sentence in English."""
    plain: dict[str, Any] = msgspec.to_builtins(proof)
    del plain["because"], plain["decision"]
    if proof.outputs == 1:
        del plain["outputs"]
    return {**plain, "origin": str(proof.origin), "words": str(proof.sentence)}


def compare(
    runtime: str,
    version: str,
    artifact: Artifact,
    samples: Samples,
    got: Mapping[str, Host],
    *,
    preprocessing: bool = False,
    said: Mapping[str, Host] = {},
) -> Proof:
    """Compare the outputs of another program with ours, and its answers, where it gives any.

    Parameters
    ----------
    runtime, version : str
        Its name.
    artifact : Artifact
    samples : Samples
        What it was run on.
    got : mapping of str to array
        Its outputs by the id of the output layer, in the shapes ours have.
    preprocessing : bool
        Whether it was given raw rows; a regression must then answer in the target's own unit.
    said : mapping of str to array of int
        What it answers, where it does, as :meth:`Artifact.said` gives it of a view, by the id of the output layer.

    Raises
    ------
    Disagreement
        When a shape, a number or an answer is wrong.
    """
    expected = samples.expected(preprocessing=preprocessing)
    name = f"{runtime} {version}"
    if set(got) != set(expected):
        raise Disagreement(
            "The exported file does not agree: {runtime} gives the outputs {got}, not {expected}",
            runtime=name, got=", ".join(got) or msg("none"), expected=", ".join(expected),
        )  # fmt: skip
    worst, allowed = 0.0, TOLERANCE
    views = artifact.views
    for node, ours in expected.items():
        theirs = np.asarray(got[node])
        if theirs.shape != ours.shape:
            raise Disagreement(
                "The exported file does not agree: with {runtime} its outputs have shape {got}, not {expected}",
                runtime=name, got=str(theirs.shape), expected=str(ours.shape),
            )  # fmt: skip
        known = views[node].preprocessor if node in views else None
        tolerances = _allowed(known, ours, preprocessing)
        off = np.abs(theirs.astype(np.float64) - ours).reshape(len(ours), -1)
        if preprocessing:
            off /= _worth(known, ours)
        apart = off.max(axis=0, initial=0)
        wrong = np.flatnonzero(~(apart <= tolerances))  # what is no number as well
        place = wrong[0] if wrong.size else apart.argmax()
        difference, tolerance = float(apart[place]), float(tolerances[place])
        if wrong.size:
            raise Disagreement(
                "The exported file does not agree: with {runtime} its outputs differ by {difference}; "
                "{tolerance} is allowed",
                runtime=name, difference=figure_text(difference, 2), tolerance=figure_text(tolerance, 1),
            )  # fmt: skip
        if difference / tolerance >= worst / allowed:
            worst, allowed = difference, tolerance
    for node, theirs in said.items():
        # By its own outputs: next to a threshold, a difference in the last digit may decide.
        same = _same(views[node].said(np.asarray(got[node])), theirs)
        if not np.all(same):
            raise Disagreement(
                "The exported file does not agree: with {runtime} it answers {count} of {rows} samples otherwise",
                runtime=name, count=int((~same).sum()), rows=len(same),
            )  # fmt: skip
    return Proof(
        runtime, version, "outputs", len(samples), worst, allowed,
        _agreement(views, expected, got), preprocessing, origin=samples.origin, because=samples.because,
        decision=artifact.decision, outputs=len(expected),
    )  # fmt: skip


def _allowed(known: Preprocessor | None, ours: Host, preprocessing: bool) -> Host:
    """How far each number of an answer may be off."""
    flat = ours.reshape(len(ours), -1).astype(np.float64)
    if not preprocessing or known is None or known.task != "regression":
        return np.full(flat.shape[1], TOLERANCE * max(1.0, float(np.abs(flat).max(initial=0))))
    # Each target in its own unit: as much as of its scaled number, and the last digits that single precision has of it.
    units = known.units * (flat.shape[1] if len(known.units) == 1 else 1)
    sizes = [
        np.abs(unit.learned(column)).max(initial=1.0) for unit, column in zip(units, flat.T, strict=True)
    ]
    scales = np.array([each.scale for each in units])
    digits = 2 * np.finfo(np.float32).eps * np.abs(flat / _worth(known, ours)).max(axis=0, initial=0.0)
    allowed: Host = TOLERANCE * scales * np.array(sizes) + digits
    return allowed


def _worth(known: Preprocessor | None, ours: Host) -> Host:
    """By what differences are divided: of a target that was learned as its logarithm they are shares of the answer."""
    flat = np.abs(ours.reshape(len(ours), -1))
    logarithms = [] if known is None else [each.logarithm for each in known.units]
    return np.where(logarithms, 1 + flat, 1.0) if any(logarithms) else np.ones(1)


def compare_reply(
    runtime: str,
    artifact: Artifact,
    samples: Samples,
    reply: Mapping[str, Host],
    *,
    preprocessing: bool,
) -> Proof:
    """Compare what a script has left: ``version``, its outputs ``y000``, ``y001``, …, and what these answer, ``said000``, …"""
    outputs = (reply[key] for key in sorted(reply) if key.startswith("y"))
    nodes = artifact.network.output_ids
    got = dict(zip(nodes, outputs, strict=True))
    version = str(reply["version"])
    said = {node: reply[f"said{i:03}"] for i, node in enumerate(nodes) if f"said{i:03}" in reply}
    return compare(runtime, version, artifact, samples, got, preprocessing=preprocessing, said=said)


def compare_weights(runtime: str, version: str, artifact: Artifact, got: Mapping[str, Host]) -> Proof:
    """Compare weights that another program has read, number by number: they must be the same bits.

    Raises
    ------
    Disagreement
    """
    name = f"{runtime} {version}"
    if set(got) != set(artifact.weights):
        raise Disagreement(
            "The exported file does not agree: {runtime} found the arrays {got}, not {expected}",
            runtime=name, got=", ".join(got) or msg("none"), expected=", ".join(artifact.weights),
        )  # fmt: skip
    for key, ours in artifact.weights.items():
        if not np.array_equal(np.asarray(got[key]), ours):
            raise Disagreement(
                "The exported file does not agree: {runtime} read other numbers for {key}",
                runtime=name, key=key,
            )  # fmt: skip
    return Proof(runtime, version, "weights", 0, 0.0, 0.0, arrays=len(artifact.weights))


def _agreement(
    views: Mapping[str, Artifact], ours: Mapping[str, Host], theirs: Mapping[str, Host]
) -> float | None:
    """The share of rows of which both say the same of every output that answers with classes or labels."""
    asked = [
        node for node, view in views.items() if view.preprocessor and view.preprocessor.task != "regression"
    ]
    if not asked or not len(ours[asked[0]]):
        return None
    same = [_same(views[node].said(ours[node]), views[node].said(np.asarray(theirs[node]))) for node in asked]
    return float(np.all(same, axis=0).mean())


def _same(ours: Host, theirs: Host) -> Host:
    """Whether two answer each row alike; of labels all of it."""
    found: Host = (ours == theirs).reshape(len(ours), -1).all(axis=1)
    return found
