"""Where networks are drawn."""
