"""The mathematics: layers, activations, initialisers, losses, optimizers and metrics."""
