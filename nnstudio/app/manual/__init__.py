"""The manual in the window: its pages, what is in them, and a search through all of it."""
