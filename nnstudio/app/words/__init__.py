"""What the window says: its languages, and names, numbers and settings in words."""
