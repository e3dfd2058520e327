"""Files of pictures: which are read, and how they become samples."""
