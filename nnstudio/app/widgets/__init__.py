"""Widgets that any program could have: they know how this one looks and speaks, and nothing of networks."""
