"""What a card tells, collected from an artifact."""

from __future__ import annotations

from pathlib import PurePath

from nnstudio import __version__
from nnstudio.data.preparing.array_scaling import has_channels
from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor
from nnstudio.data.preparing.sample_parts import signal_shape
from nnstudio.data.sources import Bundled, FileTable, ImageFiles
from nnstudio.data.spectrogram import SIDES
from nnstudio.export.artifact import Artifact
from nnstudio.export.card.blocks import Block, Code, Figure, Heading, Items, Paragraph, Table
from nnstudio.export.card.columns import (
    column_words,
    division_words,
    restored_text,
    sample_words,
    scaled_text,
)
from nnstudio.export.card.outputs import output_titles
from nnstudio.export.card.results import called, result_blocks
from nnstudio.export.card.training import training_blocks
from nnstudio.export.meaning import meaning
from nnstudio.graph.inference import infer
from nnstudio.nn.shape import show
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import count_text, percent_text, points_text, whole_text

MOST = 40
"""Columns and classes that are listed one by one."""


def card(artifact: Artifact, results: bool, data: bool, usage: bool) -> list[Block]:
    """All parts of a card in their order."""
    blocks: list[Block] = [Heading(shown(artifact.name) or "network", 1), Paragraph(_in_short(artifact))]
    if results:
        blocks += result_blocks(artifact, names=data)
    blocks += network_blocks(artifact, names=data)
    blocks += training_blocks(artifact, names=data)
    if data:
        blocks += data_blocks(artifact)
    blocks += _limits(artifact, names=data)
    if usage:
        blocks += _usage(artifact, names=data)
    if artifact.preprocessor is not None:  # last: it may be long
        blocks += _preprocessing(artifact, artifact.preprocessor, names=data)
    return blocks


def _in_short(artifact: Artifact) -> str:
    inference = infer(artifact.network)
    *first, last = [_task(view) for view in _views(artifact)] or [""]
    does = f"It {', '.join(first)} and {last}. " if first else f"It {last}. " if last else ""
    made = "Written" if artifact.training is None else "Drawn and trained"
    return (
        f"A neural network of depth {inference.depth} with "
        f"{count_text(inference.parameters, 'parameter')}. {does}"
        f"{made} with NN Studio {__version__}."
    )


def _views(artifact: Artifact) -> tuple[Preprocessor, ...]:
    """The preprocessing as each output knows it; empty where nobody knows any."""
    return () if artifact.preprocessor is None else artifact.preprocessor.views


def _task(preprocessor: Preprocessor) -> str:
    """What an output does."""
    if preprocessor.answer == "input":
        return "gives its own input again, squeezed through fewer numbers (an autoencoder)"
    return {
        "binary": "tells two classes apart",
        "classes": f"tells {len(preprocessor.classes)} classes apart",
        "regression": "predicts a number"
        if not preprocessor.more_targets
        else f"predicts {len(preprocessor.scaled_targets)} numbers",
        "labels": f"answers {len(preprocessor.labels)} yes/no questions",
    }[preprocessor.task]


# The network ------------------------------------------------------------------------------------------------


def network_blocks(artifact: Artifact, *, names: bool) -> list[Block]:
    """The diagram, and the layers one by one; with ``names`` of several outputs it may tell what these answer."""
    inference = infer(artifact.network)
    rows = []
    for node in (artifact.network[i] for i in inference.order):
        facts = inference.facts[node.id]
        shape = "?" if facts.output is None else show(facts.output)
        rows.append(
            (shown(node.title), shown(node.layer.figures()), shape, whole_text(facts.parameters), whole_text(facts.multiply_adds))
        )  # fmt: skip
    totals = (
        f"Depth {inference.depth}, width {inference.width}, "
        f"{count_text(inference.parameters, 'parameter')}, {count_text(inference.multiply_adds, 'multiply-add')} for a sample."
    )
    headings = ("Layer", "Settings", "Output", "Parameters", "Multiply-adds")
    return [
        Heading("Network"),
        Figure("diagram", names=names),
        Table(headings, tuple(rows), frozenset({3, 4})),
        Paragraph(totals),
    ]


# Data -------------------------------------------------------------------------------------------------------


def data_blocks(artifact: Artifact) -> list[Block]:
    """What it was trained on; nothing where nobody knows."""
    config, preprocessor = artifact.data, artifact.preprocessor
    if config is None or preprocessor is None:
        return []
    source = config.source
    rows: list[tuple[str, str]] = []
    if isinstance(source, Bundled):
        rows.append(("Data set", f"{source.facts.title} (bundled with NN Studio)"))
    elif path := getattr(source, "path", ""):  # the name only: folders are nobody's business
        rows.append(("File", shown(PurePath(str(path).replace("\\", "/")).name)))
    rows.append(("Input", sample_words(preprocessor)))
    if preprocessor.answer == "target":
        names = tuple(each.name for view in preprocessor.views for each in view.scaled_targets)
        rows.append(("Target" if len(names) == 1 else "Targets", _listed(names)))
    for view in preprocessor.views:
        if view.classes:
            of = f" of {shown(view.target_name)}" if preprocessor.further else ""
            rows.append((f"Classes{of}", _listed(view.classes)))
    rows.append(("Divided into", _division(artifact)))
    if artifact.data_fingerprint:
        rows.append(("SHA-256 of all values", artifact.data_fingerprint))
    return [Heading("Data"), Table(("", ""), tuple(rows))]


def _division(artifact: Artifact) -> str:
    assert artifact.data is not None
    config, divided = artifact.data, artifact.scores[0].divided if artifact.scores else None
    if divided is not None:
        train, validation, test = divided
        text = f"{count_text(train, 'row')} for training, {whole_text(validation)} for validation, {whole_text(test)} for the test"
    else:
        rest = 1 - config.validation - config.test
        text = f"{percent_text(rest, 0)} for training, {percent_text(config.validation, 0)} for validation, {percent_text(config.test, 0)} for the test"
    seed = "" if artifact.training is None else f", drawn with seed {artifact.training.seed}"
    if how := division_words(config):
        text = f"{text}, {how}"
    if config.divided != "random":
        return text + (seed if config.divided == "group" else "")
    return text + (", each with its share of every class" if config.stratified and any(view.classes or view.labels for view in _views(artifact)) else "") + seed  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    text = ", ".join(map(shown, names[:MOST]))
    return text if len(names) <= MOST else f"{text} and {len(names) - MOST} more"


_SCALINGS = {
    "standard": "Every number is brought to mean 0 and standard deviation 1, as measured on the training part.",
    "minmax": "Every number is brought to the range from 0 to 1, as measured on the training part.",
    "none": "Numbers enter as they are.",
    "robust": "Every number is brought to median 0, with the middle half of the values one wide, as measured on the "
    "training part.",
}


_OTHERWISE = "Some columns have a scaling of their own."


def _preprocessing(artifact: Artifact, preprocessor: Preprocessor, *, names: bool) -> list[Block]:
    settings = () if artifact.data is None else artifact.data.columns
    others = any(each.scaling not in (None, preprocessor.scaling) for each in settings)
    others |= preprocessor.scaling == "none" and any(each.kind == "date" for each in preprocessor.columns)
    scaled = _SCALINGS[preprocessor.scaling] + (f" {_OTHERWISE}" if others else "")
    blocks: list[Block] = [Heading("Preprocessing"), Paragraph(scaled)]
    if preprocessor.earlier is not None and names:
        blocks.append(Paragraph(f"{preprocessor.earlier.told()}."))
    if preprocessor.columns and names:
        rows = []
        for column in preprocessor.columns[:MOST]:
            rows.append((shown(column.name), *column_words(column)))
        blocks.append(Table(("Column", "Becomes", "Where it is missing"), tuple(rows)))
        if len(preprocessor.columns) > MOST:
            blocks.append(Paragraph(f"And {count_text(len(preprocessor.columns) - MOST, 'column')} more."))
    if has_channels(preprocessor.array_shape) and len(preprocessor.offset) > 1:
        pairs = zip(preprocessor.offset, preprocessor.scale, strict=True)
        known = preprocessor.along.channels if names else ()
        channels = tuple(
            (shown(known[i]) if known else str(i + 1), scaled_text(*pair)) for i, pair in enumerate(pairs)
        )
        blocks.append(Table(("Channel", "A value x becomes"), channels[:MOST]))
    elif preprocessor.array_shape and len(preprocessor.offset) == 1 and preprocessor.scaling != "none":
        becomes = scaled_text(preprocessor.offset[0], preprocessor.scale[0])
        of = " of a picture" if preprocessor.picture else ""
        blocks.append(Paragraph(f"Every value x{of} becomes {becomes}."))
    other_lengths = None if artifact.data is None else artifact.data.other_lengths
    if other_lengths is not None and signal_shape(preprocessor):
        blocks.append(Paragraph(_recordings(other_lengths, preprocessor, names=names)))
    if preprocessor.order:
        blocks.append(
            Paragraph("The pixels of every picture are put into one and the same order, drawn by lot.")
        )
    titles = output_titles(artifact, names=names)
    for node, view in artifact.views.items():
        if view.preprocessor and view.preprocessor.task == "regression" and preprocessor.answer == "target":
            blocks += _units(view.preprocessor, titles.get(node, ""), names=names)
    return blocks


def _recordings(other_lengths: str, preprocessor: Preprocessor, *, names: bool) -> str:
    """How a recording becomes a sample."""
    length, channels = signal_shape(preprocessor)
    how = {
        "middle": "of a longer one the middle is used, and a shorter one gets zeros at both ends",
        "start": "of a longer one the beginning is used, and a shorter one gets zeros at its end",
        "stretch": "another length is stretched or squeezed to it",
    }[other_lengths]
    at = f", at {whole_text(preprocessor.rate)} samples per second" if preprocessor.rate else ""
    told = count_text(channels, "channel")
    if names and preprocessor.along.channels:
        told += f" ({_listed(preprocessor.along.channels)})"
    text = f"A recording is brought to {whole_text(length)} values along time with {told}{at}; {how}."
    if (made := preprocessor.spectrogram) is not None:
        bands = "as wide as the ear hears them (mel)" if made.seen_as == "mel" else "of the same width"
        text += (
            f" Of windows of {whole_text(made.window)} values (Hann), each half a window behind the one before, it becomes the mean "
            f"power in {count_text(made.bands, 'band')} {bands}, in decibels and none more than 80 below the loudest; high bands above."
        )
    return text


def _units(preprocessor: Preprocessor, title: str, *, names: bool) -> list[Block]:
    """What the outputs mean in the units of the targets; of one of several outputs with its title."""
    if not preprocessor.more_targets:
        means = restored_text(preprocessor.unit)
        of = f" of “{title}”" if title else ""
        return [Paragraph(f"An output z{of} means {means} in the unit of the target{_median(preprocessor)}.")]
    targets = preprocessor.scaled_targets
    told = called([each.name for each in targets[:MOST]], "Target", names)
    rows = [(name, restored_text(each.unit)) for name, each in zip(told, targets, strict=False)]
    blocks: list[Block] = [Table(("Target", "An output z means"), tuple(rows))]
    if len(targets) > MOST:
        blocks.append(Paragraph(f"And {count_text(len(targets) - MOST, 'target')} more."))
    return blocks


def _median(preprocessor: Preprocessor) -> str:
    """What a back-transformed answer estimates."""
    return ", and estimates its median rather than its mean" if preprocessor.unit.logarithm else ""


# Limits and use ---------------------------------------------------------------------------------------------


def _limits(artifact: Artifact, *, names: bool) -> list[Block]:
    texts = []
    preprocessor, titles = artifact.preprocessor, output_titles(artifact, names=names)
    for node, view in artifact.views.items():
        if known := () if view.preprocessor is None else view.preprocessor.classes:
            told = f" ({_listed(known)})" if names else ""
            it = f"For “{titles[node]}” it" if titles else "It"
            texts.append(f"{it} answers one of its {len(known)} classes{told}, whatever it is shown.")
    if preprocessor is not None:
        since = (
            "Its training began with weights from elsewhere; since then it" if artifact.began_with else "It"
        )
        texts.append(
            f"{since} was shown nothing but samples of this data: on samples from elsewhere, or outside the ranges it has seen, "
            "it may be wrong without any sign of it."
        )
        unseen = {_unseen(column) for column in preprocessor.columns if column.kind == "category"}
        texts += [text for text in _UNSEEN if text in unseen]
    for title, scores in zip(titles.values() or [""], artifact.scores, strict=False):
        if scores.uncertainty is None:
            continue
        of = f" of “{title}”" if title else ""
        spread = f"the accuracy{of} with an uncertainty of about ±{points_text(scores.uncertainty)} percentage points"
        kept = ""
        if scores.groups is not None:
            kept = f" in {count_text(scores.groups, 'group that stays', 'groups that stay')} together"
        texts.append(f"{count_text(scores.rows, f'sample{kept} gives', f'samples{kept} give')} {spread}.")
    texts.append(
        "Nobody but a person can say what it may be used for, whom it may harm, and whether the data is fair."
    )
    return [Heading("Limits"), Items(tuple(texts))]


_UNSEEN = (
    "A category that it has never seen counts as none of those it knows.",
    "A category that is too rare, or that it has never seen, counts as another one.",
    "A category that it has never seen counts as an average one.",
)
"""What becomes of categories in new rows, by how they are encoded."""


def _unseen(column: ColumnScaling) -> str:
    return _UNSEEN[2 if column.values else 1 if column.other else 0]


def _usage(artifact: Artifact, *, names: bool) -> list[Block]:
    shapes = [show(artifact.network[node].layer.output_shape(())) for node in artifact.network.input_ids]
    blocks: list[Block] = [Heading("How to use it")]
    if artifact.preprocessor is not None:
        source = getattr(artifact.data, "source", None)
        rows, data = ("pictures", "pictures") if isinstance(source, ImageFiles) else ("rows", "rows.csv")
        if artifact.preprocessor.picture:
            rows, data = "pictures and columns", "list.csv"
        if artifact.data is not None and artifact.data.other_lengths is not None:
            rows, data = "recordings", "list.csv" if isinstance(source, FileTable) else "recording.wav"
        blocks += [
            Paragraph(
                f"With NN Studio, from the project file; raw {rows} go in, scaling is done as for the training:"
            ),
            Code(f"nnstudio predict network.nnstudio --data {data} -o answers.csv", "sh"),
        ]
    if len(shapes) == 1:
        told, feeds = f"x holds samples of {shapes[0]}", '{"x": x}'
        if artifact.preprocessor is not None and artifact.preprocessor.spectrogram is not None:
            told += f" ({SIDES} of a spectrogram)"
    else:
        told = f"xs holds an array for each Input, with samples of {' and '.join(shapes)}"
        feeds = "{given.name: x for given, x in zip(session.get_inputs(), xs)}"
    scaled = "" if artifact.preprocessor is None else " that are already scaled"
    titles = output_titles(artifact, names=names)
    order = [f"“{titles[node]}”" for node in artifact.network.output_ids] if titles else []
    views = artifact.views
    means = [
        meaning(views[node], names=names) if node in views else "" for node in artifact.network.output_ids
    ]
    means = [f"outputs[{i}]: {words}" for i, words in enumerate(means) if words]
    return [
        *blocks,
        Paragraph(f"With ONNX Runtime, after an export to ONNX; {told}{scaled}, in float32:"),
        Code(
            "import onnxruntime\n\n"
            'session = onnxruntime.InferenceSession("network.onnx")\n'
            f"outputs = session.run(None, {feeds})",
            "python",
        ),
        *(
            [Paragraph(f"Its outputs are {', '.join(order[:-1])} and {order[-1]}, in this order.")]
            if order
            else []
        ),
        *([Items(tuple(means))] if means else []),
        Paragraph(f"SHA-256 of the network as drawn: {artifact.fingerprint}"),
    ]
