"""Lessons in the window: the list of them, the panel beside the canvas, and what leads from one to the next."""
