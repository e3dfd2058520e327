"""The glossary in the window: its dialog, and the links that lead to it from the help of every field."""
