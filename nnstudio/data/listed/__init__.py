"""Tables that name files: which cells are such names, and which file each means, and what is read of them."""
