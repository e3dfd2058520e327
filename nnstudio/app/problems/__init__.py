"""What is wrong with a project, as a list with repairs."""
