"""The tour: five stops at the real window, for the first minute."""
