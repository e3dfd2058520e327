"""Work beside the window: on threads of its own, told when it takes long, ended with the window."""
