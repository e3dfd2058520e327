"""Tests of programs, models, runs and checkpoints."""
