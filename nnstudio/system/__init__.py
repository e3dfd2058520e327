"""The ground floor: atomic files, folders, child processes and messages."""
