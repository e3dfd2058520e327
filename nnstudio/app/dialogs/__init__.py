"""Dialogs: the few places where the window asks before it goes on."""
