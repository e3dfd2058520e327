"""Opening, saving and never losing the document: its file, and the copies for which a crash costs little."""
