"""What a file holds: the project, its templates, its problems and their fixes."""
