"""What every layer, activation, loss, optimizer, metric and initialiser must keep."""
