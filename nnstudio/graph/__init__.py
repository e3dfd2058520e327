"""The drawn network: immutable values and pure functions over them."""
