"""Parts of written Python code, for formats that are source code: from the rows of a file to the answers."""
