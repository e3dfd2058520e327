"""What a file holds: projects, templates, problems and fixes, what was trained."""
