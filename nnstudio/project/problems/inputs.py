"""How samples enter: the Inputs and the data's samples."""

from __future__ import annotations

import math

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import RecordingFiles
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.data.sources.picture_table import PictureTable
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Input
from nnstudio.nn.layers.windows import pair
from nnstudio.nn.shape import Shape, show
from nnstudio.project.feeding import feeding
from nnstudio.project.problems.fix import Fix, Repair, on_data, on_network
from nnstudio.project.problems.seen_as import seen_shape
from nnstudio.project.problems.two_sorts import two_sorts
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, StudioError, msg

_CHANNELS = {"grey": 1, "rgb": 3}


def input_shape(project: Project, prepared: Prepared) -> list[Problem]:
    """The Inputs take what the data has: each the whole sample, or together its features, or its picture and those."""
    shape = _array_shape(project, prepared)
    if prepared.preprocessor.picture and not _alone(project):
        return two_sorts(project.network, shape, len(prepared.preprocessor.features))
    found = feeding(project.network, shape or prepared.sample_shape)
    if not isinstance(found, Message):
        return []
    *others, node = project.network.input_ids
    if not others:
        remedies: tuple[str, ...] = ("shape_from_data", "images_for_input", "seen_for_input")
        # Layers for pictures make nothing of a signal; and weights that were brought along fit samples as they were learned from.
        if project.start is not None or not _takes(project.network, node, shape or prepared.sample_shape):
            remedies = ("images_for_input", "seen_for_input", "shape_from_data")
        return [Problem("input_shape", "data", found, node, field="shape", remedies=remedies)]
    remedies = ("one_sort", "sizes_from_data", "shape_from_data")
    return [Problem("input_sizes", "data", found, node, field="shape", remedies=remedies)]


def _takes(network: Network, node: str, shape: Shape) -> bool:
    """Whether the layers behind an Input can work with a shape as they are."""
    try:
        return not infer(edits.change(network, [node], shape=shape)).problems
    except StudioError:  # a shape outside the limits of an Input
        return False


def _alone(project: Project) -> bool:
    """Whether the settings have pictures without columns, also while they are still read anew."""
    return isinstance(project.data.source, PictureTable) and not project.data.source.inputs


def _array_shape(project: Project, prepared: Prepared) -> Shape:
    """The shape of a picture, or of another array; of pictures as the settings have it, also while they are still read anew."""
    source, shape = project.data.source, prepared.preprocessor.array_shape
    if isinstance(source, RecordingFiles):
        return seen_shape(source, prepared.preprocessor)
    if not isinstance(source, ImageFolder | PictureTable) or len(shape) != 3:
        return shape
    height, width, channels = shape
    if source.size is not None:
        height, width = pair(source.size)
    return height, width, _CHANNELS.get(source.colour or "", channels)


def _add_input(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    shape: Shape = (2,)
    if prepared is not None:
        shape = prepared.preprocessor.array_shape or prepared.sample_shape

    def apply(project: Project) -> Project:
        loose = [
            n.id
            for n in project.network.nodes
            if not project.network.incoming(n.id) and n.layer.inputs[0] > 0
        ]
        if problem.node in loose:
            loose.insert(0, problem.node)
        network = project.network.add(Input(shape))
        new = network.nodes[-1].id
        left = min((project.layout[n.id][0] for n in project.network.nodes), default=0.0)
        top = project.layout[loose[0]][1] if loose else 0.0
        if loose:
            network = network.connect(new, loose[0])
        return project.with_network(network, project.layout.place({new: (left - 250.0, top)}))

    if prepared is None:
        return Fix(msg("Add an Input"), apply)
    return Fix(msg("Add Input {shape} from the data", shape=show(shape)), apply)


def _shape_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if prepared is None:
        return None
    shape, inputs = _array_shape(project, prepared) or prepared.sample_shape, project.network.input_ids
    facts = infer(project.network).facts
    if len({len(facts[node].output or ()) for node in inputs}) > 1:  # they are there for different things
        return None
    label = (
        msg("Set the Input to {shape}", shape=show(shape))
        if len(inputs) == 1
        else msg("Give every Input the whole sample, {shape}", shape=show(shape))
    )
    return on_network(label, lambda network: edits.change(network, inputs, shape=shape))


def _images_for_input(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Read the images as the network takes them, where it is that which should stay."""
    source, node = project.data.source, problem.node
    if prepared is None or node is None or not isinstance(source, ImageFolder | PictureTable):
        return None
    shape = infer(project.network).facts[node].output or ()
    colours = {channels: colour for colour, channels in _CHANNELS.items()}
    if len(shape) != 3 or shape[2] not in colours:
        return None
    taken = source.replace(size=shape[:2])
    if shape[2:] != prepared.preprocessor.array_shape[2:]:
        taken = taken.replace(colour=colours[shape[2]])
    return on_data(msg("Bring the images to {shape}", shape=show(shape)), source=taken)


def _sizes_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let the last Input for a row take what the others leave; where they leave nothing, all take about as much."""
    inputs = project.network.input_ids
    if prepared is None or len(prepared.sample_shape) != 1 or prepared.sample_shape[0] < len(inputs):
        return None
    (features,) = prepared.sample_shape
    facts = infer(project.network).facts
    shapes = {node: facts[node].output or () for node in inputs}
    last = next((node for node in reversed(inputs) if len(shapes[node]) == 1), None)
    left = features - sum(math.prod(shape) for node, shape in shapes.items() if node != last)
    if last is not None and left > 0 and () not in shapes.values():
        shapes[last] = (left,)
    else:
        each, more = divmod(features, len(inputs))
        shapes = {node: (each + (i < more),) for i, node in enumerate(inputs)}

    def share(network: Network) -> Network:
        for node, shape in shapes.items():
            network = edits.change(network, [node], shape=shape)
        return network

    sizes = " + ".join(str(math.prod(shape)) for shape in shapes.values())
    return on_network(msg("Let the Inputs take {sizes} features", sizes=sizes), share)


REPAIRS: dict[str, Repair] = {
    "add_input": _add_input,
    "shape_from_data": _shape_from_data,
    "images_for_input": _images_for_input,
    "sizes_from_data": _sizes_from_data,
}
