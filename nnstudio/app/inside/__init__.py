"""The Inside tab: what the network makes of a sample, and what its weights look like, while it learns."""
