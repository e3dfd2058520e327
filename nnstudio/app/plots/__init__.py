"""Plots in the colours of the window: numbers on axes, and samples that are heard or measured along time."""
