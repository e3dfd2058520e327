"""Two projects, runs or models side by side."""
