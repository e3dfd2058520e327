"""From what a source reads to the arrays of a run, learned on the training rows, and from answers back to what stands in the data."""
