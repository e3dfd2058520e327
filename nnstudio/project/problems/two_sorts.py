"""How samples of two sorts enter: pictures by one Input, and what columns say of them by others."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources.picture_table import PictureTable
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.joining import meeting_place, with_columns, without_inputs
from nnstudio.graph.network import Network
from nnstudio.nn.shape import Shape, show
from nnstudio.project.problems.fix import Fix, Repair, on_data, on_network
from nnstudio.project.project import Project
from nnstudio.system.messages import counted, joined, msg


def two_sorts(network: Network, picture: Shape, features: int) -> list[Problem]:
    """One Input takes the pictures, and the others together the features of the columns."""
    shapes = _shapes(network)
    seeing = [node for node, shape in shapes.items() if shape == picture]
    rows = {node: shape[0] for node, shape in shapes.items() if len(shape) == 1}
    if len(seeing) == 1 and len(rows) == len(shapes) - 1 and sum(rows.values()) == features:
        return []
    told = "The data has pictures of {picture} with {features} from columns, and the Inputs take {inputs}: one must take the pictures, another the features"
    if len(shapes) == 1:
        told = "The data has pictures of {picture} with {features} from columns, and the only Input takes {inputs}: another must take the features"
    text = msg(
        told,
        picture=show(picture),
        features=counted(features, "{n} feature", "{n} features"),
        inputs=joined([show(shape) for shape in shapes.values()], 6, " + "),
    )
    odd = next((node for node in shapes if node not in (*seeing[:1], *rows)), network.input_ids[-1])
    return [
        Problem(
            "input_sorts", "data", text, odd, field="shape",
            remedies=("input_for_columns", "both_shapes_from_data", "pictures_alone"),
        )
    ]  # fmt: skip


def _shapes(network: Network) -> Mapping[str, Shape]:
    facts = infer(network).facts
    return {node: facts[node].output or () for node in network.input_ids}


def _input_for_columns(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let the columns enter beside the pictures, where these have become a row of numbers."""
    if prepared is None or len(project.network.input_ids) != 1 or meeting_place(project.network) is None:
        return None
    known = prepared.preprocessor
    features, (node,) = len(known.features), project.network.input_ids
    return on_network(
        msg("Add an Input for the columns"),
        lambda network: with_columns(edits.change(network, [node], shape=known.picture), features),
    )


def _both_shapes_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Give the one Input for pictures their shape, and let the last one for rows take the features that are left."""
    if prepared is None:
        return None
    shapes, known = _shapes(project.network), prepared.preprocessor
    seeing = [node for node, shape in shapes.items() if len(shape) == len(known.picture)]
    *others, last = [node for node, shape in shapes.items() if len(shape) == 1] or [""]
    left = len(known.features) - sum(shapes[node][0] for node in others)
    if len(seeing) != 1 or not last or left < 1 or len(shapes) != 2 + len(others):
        return None
    return on_network(
        msg("Let the Inputs take {picture} and {features}", picture=show(known.picture), features=left),
        lambda network: edits.change(
            edits.change(network, seeing, shape=known.picture), [last], shape=(left,)
        ),
    )


def _pictures_alone(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    source = project.data.source
    if not isinstance(source, PictureTable):
        return None
    return on_data(msg("Learn from the pictures alone"), source=source.replace(inputs=()))


def _one_sort(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Take the Inputs for columns away, with all that reads nothing else."""
    shapes = _shapes(project.network)
    rows = [node for node, shape in shapes.items() if len(shape) == 1]
    if prepared is None or len(prepared.preprocessor.array_shape) < 2 or len(rows) != len(shapes) - 1:
        return None
    return on_network(msg("Take the Input for columns away"), lambda network: without_inputs(network, rows))


REPAIRS: dict[str, Repair] = {
    "input_for_columns": _input_for_columns,
    "both_shapes_from_data": _both_shapes_from_data,
    "pictures_alone": _pictures_alone,
    "one_sort": _one_sort,
}
