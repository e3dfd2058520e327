"""Results in the window: the sealed test part, opened."""
