"""The diagram for a paper: everything is on it, inside its card, safe in any file, and the same every time."""

from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path as Folder

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nnstudio.data.sources import CsvFile
from nnstudio.export import Artifact
from nnstudio.export.diagram import Diagram, Pdf, Picture, Png, Svg, Words, draw, picture_of, svg
from nnstudio.export.diagram.metrics import fitted, printable, text_width
from nnstudio.export.diagram.picture import Box, Icon, Path, Text
from nnstudio.export.diagram.places import place
from nnstudio.export.diagram.wires import lead_wires
from nnstudio.export.format import FORMATS
from nnstudio.graph.edits import freeze
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.graph.routing import Rect
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Activation, Add, Concatenate, Conv2D, Dense, Input
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES, build
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.data.targets import mixed_table
from tests.graph.networks import any_network

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    '"); import os; os.system("rm -rf ~")#',
    "<script>alert(1)</script>&amp;<!-- ]]> -->",
    "a\x00b\x08c\x1b[31md\ud800e\ufffff",
    "\u202eright to left override",
    "שלום עולם مرحبا بالعالم",
    "👩\u200d🔬 🏳\ufe0f\u200d🌈 日本語の層",
    "line\nbreak\ttab\u2028separator\u0085next",
    "{0} {count} %s &quot; 'single' \\ /",
    "W" * 500,
    "̷̸̵" * 60,
)
DIAGRAMS = [cls for cls in FORMATS if issubclass(cls, Diagram)]


def residual() -> Network:
    """Two blocks with a skip connection each."""
    network, last = Network().add(Input((8, 8, 3))).add(Conv2D(8, padding="same"), after="input"), "conv2d_1"
    for _ in range(2):
        network = network.add(Conv2D(8, padding="same"), after=last)
        network = network.add(Activation("relu"), after=network.nodes[-1].id)
        network = network.add(Conv2D(8, padding="same"), after=network.nodes[-1].id)
        network = network.add(Add(), after=(network.nodes[-1].id, last))
        last = network.nodes[-1].id
    return network


def branches() -> Network:
    """Four ways side by side, and what follows on another line."""
    network = Network().add(Input((28, 28, 64)))
    for size in (1, 3, 5, 7):
        network = network.add(Conv2D(32, size, padding="same"), after="input")
    network = network.add(Concatenate(), after=[f"conv2d_{i}" for i in range(1, 5)])
    for _ in range(4):
        network = network.add(Conv2D(64, 3, padding="same"), after=network.nodes[-1].id)
    return network


def two_inputs() -> Network:
    network = Network().add(Input((30,)), name="Patient").add(Input((8,)), id="laboratory")
    network = network.add(Dense(25), after="input").add(Dense(15), after="laboratory")
    network = network.add(Concatenate(), after=("dense_1", "dense_2"))
    return network.add(Dense(1, "sigmoid"), after="concatenate_1")


def dense_net() -> Network:
    """Every layer receives all that were before it."""
    network = Network().add(Input((8, 8, 4))).add(Conv2D(4, 3, padding="same"), after="input")
    for _ in range(5):
        network = network.add(Concatenate(), after=tuple(n.id for n in network.nodes))
        network = network.add(Conv2D(4, 3, padding="same"), after=network.nodes[-1].id)
    return network


NETWORKS = {
    **{key: build(template).network for key, template in TEMPLATES.items() if build(template).network.nodes},
    "residual": residual(),
    "branches": branches(),
    "two inputs": two_inputs(),
    "dense net": dense_net(),
    "with long names": Network(
        tuple(Node(n.id, n.layer, "Sehr lange Bezeichnung der Schicht " * (i + 1)) for i, n in enumerate(residual().nodes)),
        residual().edges,
    ),
    "with hostile names": Network(
        tuple(Node(f"n{i}", Dense(3) if i else Input((4,)), name) for i, name in enumerate(HOSTILE)),
        tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(len(HOSTILE) - 1)),
    ),
    "with an unknown layer": Network((Node("odd", UnknownLayer({"type": "<Attention & \x00 more>"})),)),
    "in a circle": Network((Node("a", Dense(3)), Node("b", Dense(3))), (Edge("a", "b"), Edge("b", "a"))),
}  # fmt: skip
OPTIONS = {
    "as it comes": Svg(),
    "in one row": Svg(arrangement="one_row"),
    "bare": Svg(icons=False, shapes=False, parameters=False, loss=False),
    "without icons": Svg(icons=False, arrangement="arranged"),
    "grey": Svg(colours="grey", text_size=24),
}
every_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
every_option = pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)


def drawn(network: Network, options: Diagram, layout: Layout | None = None) -> Picture:
    return draw(network, layout, options, "Categorical cross-entropy", name="A <network> & its \x00 name")


def written(network: Network) -> Artifact:
    return Artifact(network, {}, name="network", training=TrainingConfig())


def texts(picture: Picture) -> list[str]:
    return [item.text for group in picture.groups for item in group.items if isinstance(item, Text)]


def groups(picture: Picture, prefix: str) -> list[str]:
    return [group.name for group in picture.groups if group.name.startswith(prefix)]


# What is on it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", [*LAYERS, UnknownLayer], ids=lambda cls: cls.__name__)
def test_every_kind_of_layer_is_drawn(layer: type[Layer]) -> None:
    network = Network().add(Input((8, 8, 3))).add(layer(), after="input", name="The one")
    picture = drawn(network, Svg())
    node = network.nodes[-1]
    (group,) = [g for g in picture.groups if g.name == f"layer-{node.id}"]
    said = [item.text for item in group.items if isinstance(item, Text)]
    facts = infer(network).facts[node.id]
    assert said[0] == "The one"
    assert not node.layer.figures() or said[1] == printable(node.layer.figures())
    assert (said[-1].endswith(("parameters", "parameter"))) == bool(facts.parameters)
    assert ET.fromstring(svg(picture)).find(f".//*[@id='layer-{node.id}']") is not None


@every_network
@every_option
def test_the_choices_say_what_is_drawn(network: Network, options: Diagram) -> None:
    picture = drawn(network, options)
    assert len(groups(picture, "layer-")) == len(network.nodes)
    assert len(groups(picture, "wire-")) == len(network.edges)
    known = [f for f in infer(network).facts.values() if f.output is not None]
    assert bool(groups(picture, "shape-")) == (options.shapes and bool(known))
    assert bool(groups(picture, "loss")) == (options.loss and bool(network.output_ids))
    assert any("parameter" in text for text in texts(picture)) == (
        options.parameters and any(f.parameters for f in known)
    )
    icons = [item for group in picture.groups for item in group.items if type(item).__name__ == "Icon"]
    assert bool(icons) == options.icons


def test_the_textbook_network_says_what_the_book_says() -> None:
    picture = drawn(build(TEMPLATES["textbook"]).network, Svg())
    wanted = ["Dense 1", "25 · sigmoid", "775 parameters", "30", "Categorical cross-entropy", "Loss", "Y"]
    assert [text for text in wanted if text not in texts(picture)] == []


def test_words_can_be_those_of_another_language() -> None:
    words = Words("{0} Parameter", "1 Parameter", "Verlust", "wahre Werte")
    picture = draw(NETWORKS["residual"], None, Svg(), "Kreuzentropie", words=words)
    assert {"Verlust", "wahre Werte", "Kreuzentropie", "224\u202fParameter".replace("\u202f", " ")} <= set(
        texts(picture)
    )


@every_network
def test_in_grey_there_is_no_colour(network: Network) -> None:
    colors = set(re.findall(r"#[0-9A-F]{6}", svg(drawn(network, Svg(colours="grey"))).decode()))
    assert {c for c in colors if not c[1:3] == c[3:5] == c[5:7]} == set()
    assert len(colors) > 4


def test_nothing_is_no_picture() -> None:
    for cls in DIAGRAMS:
        with pytest.raises(StudioError, match="nothing to draw"):
            cls().encode(written(Network()))


# Where it is ------------------------------------------------------------------------------------------------


@every_network
@every_option
def test_no_text_leaves_its_card_and_nothing_the_picture(network: Network, options: Diagram) -> None:
    picture = drawn(network, options)
    for group in picture.groups:
        boxes = [item for item in group.items if isinstance(item, Box)]
        for item in group.items:
            if isinstance(item, Text):
                left = item.x - (item.width / 2 if item.anchor == "middle" else 0)
                assert item.width == pytest.approx(text_width(item.text, item.size, bold=item.bold))
                assert 0 <= left <= left + item.width <= picture.width
                assert item.size < item.y <= picture.height
            if isinstance(item, Text) and group.name.startswith(("layer-", "shape-")):
                card = max(boxes, key=lambda box: box.width)
                assert card.x < left
                assert left + item.width < card.x + card.width
                assert card.y < item.y - 0.7 * item.size
                assert item.y + 0.2 * item.size < card.y + card.height
            if isinstance(item, Path):
                numbers = [n for _, step in item.commands for n in step]
                assert min(numbers) >= 0
                assert max(numbers[0::2]) <= picture.width
                assert max(numbers[1::2]) <= picture.height


@every_network
@pytest.mark.parametrize("arrangement", ["arranged", "one_row"])
def test_wires_and_shapes_stay_clear_of_cards_and_cards_of_each_other(
    network: Network, arrangement: str
) -> None:
    widths = {n.id: 90.0 + 10 * (i % 13) for i, n in enumerate(network.nodes)}
    cards = place(network, None, widths, 70, arrangement)
    assert not [(a, b) for a in cards for b in cards if a < b and cards[a].meets(cards[b])]
    wires = lead_wires(network, infer(network), cards, None, shapes=True)
    crossed = [
        (edge, node)
        for edge, way in wires.ways.items()
        for node, card in cards.items()
        if node not in (edge.source, edge.target) and way.meets(card)
    ]
    assert crossed == []
    assert not [(a, b) for a, label in wires.labels.items() for b in cards if label.rect.meets(cards[b])]
    struck = [
        (edge, node)
        for edge, way in wires.ways.items()
        for node, label in wires.labels.items()
        if node != edge.source and way.meets(label.rect)
    ]
    assert struck == []
    rects = [label.rect for label in wires.labels.values()]
    assert not [(a, b) for i, a in enumerate(rects) for b in rects[i + 1 :] if a.meets(b)]


def test_an_autoencoder_is_compared_with_its_samples() -> None:
    project = build(TEMPLATES["autoencoder"])
    artifact = msgspec.structs.replace(written(project.network), data=project.data)
    assert {"X", "the samples"} <= set(texts(picture_of(artifact, Svg())))


def test_cards_stand_as_they_are_drawn() -> None:
    network = residual()
    layout = Layout({n.id: (1000.0 * i, -500.0 * (i % 3)) for i, n in enumerate(network.nodes)})
    widths = dict.fromkeys(layout.positions, 200.0)
    cards = place(network, layout, widths, 70, "as_drawn")
    assert {n: (r.left, r.top) for n, r in cards.items()} == layout.positions
    assert place(network, layout, widths, 70, "one_row") != cards


def test_cards_that_are_wider_on_paper_than_on_the_canvas_move_apart() -> None:
    network = sequential((4,), [Dense(3), Dense(3)])
    layout = Layout({"input": (0, 0), "dense_1": (150, 0), "dense_2": (300, 0)})
    cards = place(network, layout, dict.fromkeys(layout.positions, 200.0), 70, "as_drawn")
    assert cards["input"].right < cards["dense_1"].left
    assert cards["dense_1"].left - cards["input"].left == cards["dense_2"].left - cards["dense_1"].left
    heap = Layout(
        dict.fromkeys(layout.positions, (5.0, 5.0))
    )  # what lies on each other on the canvas stays so
    assert set(place(network, heap, dict.fromkeys(layout.positions, 200.0), 70, "as_drawn").values()) == {
        Rect(5, 5, 205, 75)
    }


@given(any_network(), st.sampled_from(["as_drawn", "arranged", "one_row"]), st.booleans())
def test_any_drawing_can_be_drawn(network: Network, arrangement: str, icons: bool) -> None:
    if network.nodes:
        picture = drawn(network, Svg(arrangement=arrangement, icons=icons))
        assert len(ET.fromstring(svg(picture)).findall(f"{SVG}g/{SVG}g")) == len(picture.groups)


def test_a_drawing_from_a_damaged_file_ends_at_once() -> None:
    network = sequential((4,), [Dense(3), Dense(3), Dense(3)])
    places = [(-1e6, -1e6), (1e6, 1e6), (-1e6, 1e6), (1e6, -1e6)]
    layout = Layout({n.id: place for n, place in zip(network.nodes, places, strict=True)})
    assert Svg().encode(msgspec.structs.replace(written(network), layout=layout))
    with pytest.raises(StudioError, match="another arrangement"):
        Pdf().encode(msgspec.structs.replace(written(network), layout=layout))


# Texts ------------------------------------------------------------------------------------------------------


def test_widths_are_those_of_helvetica() -> None:
    # Some widths of Adobe's font metrics of Helvetica and Helvetica-Bold, in thousandths.
    for text, regular, bold in (
        ("H", 722, 722),
        ("i", 222, 278),
        ("m", 833, 889),
        ("0", 556, 556),
        ("@", 1015, 975),
    ):
        assert text_width(text, 1000) == pytest.approx(regular, abs=1)
        assert text_width(text, 1000, bold=True) == pytest.approx(bold, abs=1)
    assert text_width("日本", 10) == pytest.approx(20)
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(st.text(), st.floats(20, 400), st.booleans())
def test_a_text_that_was_cut_fits(text: str, room: float, bold: bool) -> None:
    cut = fitted(text, 12, room, bold=bold)
    assert text_width(cut, 12, bold=bold) <= room
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@given(st.text(st.characters() | st.sampled_from("\u202e\u2066\x00\ufffe\U000e0041\n")))
def test_what_is_printable_is_one_line_of_xml(text: str) -> None:
    line = printable(text)
    assert line.isprintable() or set(re.sub(r"[\u200c\u200d]", "", line)) <= {
        c for c in line if c.isprintable()
    }
    document = ET.fromstring(f"<a>{line.translate({38: None, 60: None})}</a>".encode())
    assert (document.text or "") == line.translate({38: None, 60: None})
    assert printable(line) == line


def test_hostile_names_stay_names() -> None:
    picture = drawn(NETWORKS["with hostile names"], Svg())
    root = ET.fromstring(svg(picture))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "text", "circle", "line", "polyline", "polygon", "ellipse",
    }  # fmt: skip
    said = {element.text for element in root.iter(f"{SVG}text")}
    names = [printable(node.title) for node in NETWORKS["with hostile names"].nodes]
    assert {name for name in names if text_width(name, 13, bold=True) < 270} <= said
    assert sum(text_width(name, 13, bold=True) < 270 for name in names) > 7
    assert root.findtext(f"{SVG}title") == "A <network> & its name"


# Files ------------------------------------------------------------------------------------------------------


@every_network
@every_option
def test_the_same_network_gives_the_same_svg(network: Network, options: Diagram) -> None:
    first = svg(drawn(network, options))
    again = Network.from_plain(network.to_plain()) if "odd" not in network else network
    assert svg(drawn(again, options)) == first
    root = ET.fromstring(first)
    width, height = (float(root.attrib[side].removesuffix("pt")) for side in ("width", "height"))
    box = [float(n) for n in root.attrib["viewBox"].split()]
    assert width / height == pytest.approx(box[2] / box[3], rel=1e-3)
    assert width == pytest.approx(box[2] * options.text_size / 13, rel=1e-3)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("dpi", [36, 96, 300])
def test_png_is_as_large_as_its_resolution_says(dpi: int) -> None:
    artifact = written(residual())
    options = Png(dpi=dpi)
    data = options.encode(artifact)
    picture = draw(artifact.network, None, options, artifact.training.loss.title if artifact.training else "")
    scale = picture.points * dpi / 72
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.size == (round(picture.width * scale), round(picture.height * scale))
        assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
        pixels = image.convert("RGB")
        assert pixels.getpixel((0, 0)) == (255, 255, 255)
        colors = {color for _, color in pixels.getcolors(1 << 24) or ()}
    assert (255, 255, 255) in colors
    assert len(colors) > 50
    assert options.encode(artifact) == data


def test_png_grows_with_its_text() -> None:
    artifact = written(two_inputs())
    sizes = []
    for text_size in (10.0, 20.0):
        data = Png(dpi=72, text_size=text_size).encode(artifact)
        sizes.append(struct.unpack(">II", data[16:24]))
    assert sizes[1] == pytest.approx([2 * side for side in sizes[0]], abs=2)


def test_pdf_is_one_page_with_text_and_its_fonts() -> None:
    artifact = written(NETWORKS["textbook"])
    data = Pdf().encode(artifact)
    picture = draw(artifact.network, None, Pdf(), "Binary cross-entropy")
    assert data.startswith(b"%PDF-1.")
    assert data.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    found = re.search(rb"/MediaBox\s*\[\s*([\d. ]+)\]", data)
    assert found is not None
    box = [float(n) for n in found.group(1).split()]
    assert box == pytest.approx(
        [0, 0, picture.width * picture.points, picture.height * picture.points], abs=1
    )
    assert re.search(rb"/FontName\s*/[A-Z+]*Arimo", data)
    assert b"/FontFile2" in data  # embedded, as journals want it
    assert b"/ToUnicode" in data  # so that the text can be searched and copied
    streams = [
        zlib.decompress(stream)
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
        if stream[:1] == b"\x78"
    ]
    page = next(s for s in streams if b" Tj" in s or b" TJ" in s)
    assert len(re.findall(rb"\bBT\b", page)) >= len(texts(picture))
    assert not any(b"/Subtype /Image" in part for part in (data, *streams))  # lines, not pixels
    assert Pdf().encode(artifact) == data
    dates = re.findall(
        rb"D:\d{14}|\d{4}-\d\d-\d\dT[\d:]{8}", data
    )  # two of one second are the same by chance
    assert {*dates} <= {b"D:20000101000000", b"2000-01-01T00:00:00"}
    assert dates


@settings(max_examples=3)
@given(st.sampled_from(HOSTILE))
def test_hostile_names_do_no_harm_to_painted_files(name: str) -> None:
    network = Network().add(Input((4,)), name=name).add(Dense(2), after="input", name=name)
    artifact = msgspec.structs.replace(written(network), name=name)
    assert Pdf().encode(artifact).startswith(b"%PDF")
    with Image.open(io.BytesIO(Png(dpi=72).encode(artifact))) as image:
        image.load()


def test_pictures_that_are_too_large_are_refused_with_what_is_not() -> None:
    network = sequential((4,), [Dense(3) for _ in range(150)])
    artifact = written(network)
    with pytest.raises(StudioError, match=r"choose at most (\d+) dpi") as refused:
        Png(dpi=2400, arrangement="one_row").encode(artifact)
    fitting = int(refused.value.message.args["dpi"])
    picture = draw(network, None, Png(arrangement="one_row"), "Binary cross-entropy")
    from nnstudio.export.diagram import require_pixels

    require_pixels(picture, fitting)
    with pytest.raises(StudioError):
        require_pixels(picture, fitting + 2)
    with pytest.raises(StudioError, match="PDF files end at"):
        Pdf(text_size=48, arrangement="one_row").encode(artifact)


def test_diagrams_need_no_weights() -> None:
    assert {cls.key for cls in DIAGRAMS} == {"svg", "pdf", "png"}
    assert not any(cls.needs_weights or cls.runs for cls in DIAGRAMS)
    assert all("paper" in cls.purposes for cls in DIAGRAMS)


@pytest.mark.parametrize("icons", [True, False])
def test_a_frozen_layer_has_a_lock(icons: bool) -> None:
    network = freeze(sequential((4,), [Dense(8), Dense(3)]), ["dense_1"])
    drawn = draw(network, None, Diagram(icons=icons))
    locks = {
        group.name: item
        for group in drawn.groups
        for item in group.items
        if isinstance(item, Icon) and item.name == "lock"
    }
    assert list(locks) == ["layer-dense_1"]
    lock = locks["layer-dense_1"]
    assert min(lock.x, lock.y) > 0
    assert lock.x + lock.size < drawn.width
    assert lock.y + lock.size < drawn.height
    said = drawn.description.split("; ")
    assert [line.endswith(" frozen") for line in said] == [False, True, False]
    assert "frozen" not in draw(freeze(network, ["dense_1"], False), None, Diagram(icons=icons)).description


def test_wires_of_several_outputs_say_target_and_loss(tmp_path: Folder) -> None:
    source = CsvFile(str(mixed_table(tmp_path))).predicting("kind", "price", "sold")
    project, _ = from_template(TEMPLATES["textbook"], source)
    known = load_data(project).preprocessor
    made = Artifact(project.network, {}, known, "cars", project.training, project.data, layout=project.layout)
    for options in (Svg(), Svg(shapes=False), Svg(arrangement="one_row", icons=False)):
        picture = picture_of(made, options)
        written = texts(picture)
        assert "Sum of 3 losses" in written
        assert {
            "kind: categorical cross-entropy",
            "price: mean squared error",
            "sold: binary cross-entropy",
        } <= {*written}
        assert ("25" in written) == options.shapes
    alone, _ = from_template(TEMPLATES["textbook"], CsvFile(source.path).predicting("kind"))
    made = Artifact(
        alone.network,
        {},
        load_data(alone).preprocessor,
        "one",
        alone.training,
        alone.data,
        layout=alone.layout,
    )
    assert "Categorical cross-entropy" in texts(picture_of(made, Svg()))
