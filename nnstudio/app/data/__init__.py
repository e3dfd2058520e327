"""Data in the window: what is loaded, and the dialog that chooses it."""
