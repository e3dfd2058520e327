"""The program among others on this computer: how it starts, what the system asks of it, and what is left of a crash."""
