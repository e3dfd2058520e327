"""Several runs of one plan in the window: the dialog that makes them, and what it shows of them."""
