"""The playground: what every neuron makes of the plane, on its card; wires by weight; points to draw anew."""
