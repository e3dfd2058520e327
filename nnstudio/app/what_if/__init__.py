"""What if a layer were another one: both side by side, before anything is decided."""
