"""The diagram of the network on paper: painting it, and files of it."""
