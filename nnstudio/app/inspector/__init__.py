"""The panel at the right of the window: the selected layer, or the network and its training."""

from nnstudio.app.inspector.panel import Inspector

__all__ = ["Inspector"]
