"""Model cards: what a network is, what it was trained on and how well it does, to hand in or to publish.

What a card tells follows Mitchell et al., "Model cards for model reporting" (FAT* 2019), as far as the program knows
it; what only a person knows is left to them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.export.artifact import Artifact
from nnstudio.export.card import html, markdown
from nnstudio.export.card.facts import card
from nnstudio.export.format import FORMATS, Format
from nnstudio.nn.fields import Field

__all__ = ["CardHtml", "CardMarkdown"]


class _Card(Format, frozen=True):
    """Base of both cards."""

    purposes: ClassVar[tuple[str, ...]] = ("hand-in", "paper")
    runs: ClassVar[bool] = False

    results: Annotated[bool, Field("The result on the test part; it is no longer sealed then.", label="Test result")] = True  # fmt: skip
    data: Annotated[bool, Field("What it was trained on, with the names of columns and classes.", label="Data")] = True  # fmt: skip
    usage: Annotated[bool, Field("How somebody else can load and use the network.", label="How to use it")] = True  # fmt: skip

    @property
    def tells_scores(self) -> bool:
        """Whether the result is wanted."""
        return self.results


@FORMATS.register
class CardHtml(_Card, frozen=True):
    """One ``.html`` page with the diagram and the curves; it loads nothing from elsewhere and runs no script."""

    key: ClassVar[str] = "card-html"
    suffix: ClassVar[str] = ".html"
    title: ClassVar[str] = "Model card, web page"
    summary: ClassVar[str] = "A report with diagram, curves and results, to read and to print"

    def encode(self, artifact: Artifact) -> bytes:
        """Write the page."""
        return html.page(card(artifact, self.results, self.data, self.usage), artifact)


@FORMATS.register
class CardMarkdown(_Card, frozen=True):
    """One ``.md`` text, as GitHub and Hugging Face show it."""

    key: ClassVar[str] = "card"
    suffix: ClassVar[str] = ".md"
    title: ClassVar[str] = "Model card, Markdown"
    summary: ClassVar[str] = "A report as text, for GitHub, Hugging Face and notebooks"

    def encode(self, artifact: Artifact) -> bytes:
        """Write the text."""
        return markdown.text(card(artifact, self.results, self.data, self.usage))
