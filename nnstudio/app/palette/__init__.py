"""The palette at the left: all layers, found by their names and settings, and dragged to the canvas."""
