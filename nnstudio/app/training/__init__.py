"""Training in the window: the worker thread, the curves, the settings."""
