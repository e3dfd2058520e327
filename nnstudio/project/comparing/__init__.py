"""Two networks side by side: what is the same, what was changed, and what comes out."""
