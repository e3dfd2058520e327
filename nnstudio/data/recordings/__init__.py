"""Files of recordings along time: which are read, and how they become samples."""
