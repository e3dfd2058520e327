"""Look inside one training step: forward, loss, backward and update in numbers, on the user's own network."""
