"""How the layers are doing while they learn: on their cards, and in a tab with figures over time."""
