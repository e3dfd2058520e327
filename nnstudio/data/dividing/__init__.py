"""Dividing rows into training, validation and test: by lot, by groups, by time, by folders; and which rows go together."""
