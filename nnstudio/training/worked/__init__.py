"""One training step in numbers: forward, loss, backward and update, each as a line of plain arithmetic."""
