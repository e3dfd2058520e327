"""Tests of judging a trained network."""
