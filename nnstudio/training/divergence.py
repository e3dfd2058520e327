"""What is said of a run whose numbers left the finite range."""

from __future__ import annotations

from nnstudio.graph.network import Network
from nnstudio.system.messages import Message, msg


def divergence(network: Network, node: str | None) -> tuple[str | None, Message]:
    """The node to blame, and the sentence for a run that left the finite numbers."""
    if node is None:
        return None, msg(
            "The loss or its gradient became too large; the last finite weights are kept. Try a smaller learning rate"
        )
    return node, msg(
        "The numbers of {layer} left the finite range; the last finite weights are kept. Try a smaller learning rate",
        layer=network[node].title,
    )
