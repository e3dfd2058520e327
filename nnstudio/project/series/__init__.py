"""Several runs of one plan, with other seeds or over folds of the data: what they have in common, and how far apart they are."""
