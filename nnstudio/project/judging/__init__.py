"""Judging a trained network: its figures, the samples behind them, and its answers to something new."""
