"""The columns of a table: what they are, what may be said of them, and what is made of them."""
