"""Tests of the drawn network."""
