"""Weights and time: programs, models, runs, checkpoints."""
