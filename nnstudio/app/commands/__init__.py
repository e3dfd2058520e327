"""Everything the window can do: in menus, and found by typing."""
