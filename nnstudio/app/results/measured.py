"""The outputs of a network that is judged, and of those the one that is looked at."""

from __future__ import annotations

from nnstudio.app.results.choices import Choices
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.project.answers import all_chosen
from nnstudio.project.decisions import Decisions
from nnstudio.project.judging.judgement import Judgement, Judgements
from nnstudio.project.trained import Trained
from nnstudio.project.views import View, views_of


class Measured:
    """What was measured of each output, and the thresholds that are kept for its weights.

    Parameters
    ----------
    choices : Choices
        Which of them is looked at, and whose weights.

    Attributes
    ----------
    found : Judgements, optional
        As the network answers where nothing was chosen.
    decisions : dict
        What a project keeps.
    every_kept : tuple of Chosen
        What of that is of these weights, for each output.
    """

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._trained: Trained | None = None
        self._views: tuple[View, ...] = ()
        self.found: Judgements | None = None
        self.decisions: Decisions = {}
        self.every_kept: tuple[Chosen, ...] = ()

    def offer(self, trained: Trained | None) -> None:
        """Take another network."""
        self._trained, self.found = trained, None
        self._views = () if trained is None else views_of(trained)
        self.renew()

    def renew(self) -> None:
        """Take what is kept for the weights that are chosen now."""
        trained, which = self._trained, self._choices.which
        self.every_kept = () if trained is None else all_chosen(self.decisions, trained, which)

    @property
    def view(self) -> Trained | None:
        """The output that is looked at, as if it had been trained alone."""
        return self._views[self._choices.output].trained if self._views else None

    @property
    def kept(self) -> Chosen:
        """What is kept for its weights."""
        return self.every_kept[self._choices.output] if self.every_kept else ()

    @property
    def whole(self) -> Judgement | None:
        """What was measured of it, of all its targets, as it answers with what is kept."""
        judged = self.judged
        return None if judged is None else judged.outputs[self._choices.output]

    @property
    def judged(self) -> Judgements | None:
        """What was measured of each output, as it answers with what is kept."""
        return None if self.found is None else self.found.decided(self.every_kept)

    @property
    def several(self) -> bool:
        """Whether the network has several outputs."""
        return len(self._views) > 1
