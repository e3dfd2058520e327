"""How the window looks: its colours, letters and icons, and small pictures drawn in them."""
