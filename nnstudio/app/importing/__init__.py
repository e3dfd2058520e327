"""What comes in from other programs: whole models as documents, and weights for the network that is drawn."""
