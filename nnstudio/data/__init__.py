"""Data sets, how they are read, and what makes arrays of them."""
