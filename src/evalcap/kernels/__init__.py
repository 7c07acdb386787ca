"""Numerical kernels: numpy only, arrays in, frozen results out."""
