"""Every run is remembered: what it trained, on what, how, and what came of it."""
