"""The diagram of a network for a paper, as SVG, PDF or PNG; it need not have been trained."""

from nnstudio.export.diagram.cards import Words
from nnstudio.export.diagram.drawing import draw, picture_of
from nnstudio.export.diagram.formats import Diagram, Pdf, Png, Svg, require_pixels
from nnstudio.export.diagram.picture import Picture
from nnstudio.export.diagram.svg import svg

__all__ = [
    "Diagram",
    "Pdf",
    "Picture",
    "Png",
    "Svg",
    "Words",
    "draw",
    "picture_of",
    "require_pixels",
    "svg",
]
