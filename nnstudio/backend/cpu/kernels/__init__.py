"""Kernels that Numba compiles, and the operations planned with them."""
