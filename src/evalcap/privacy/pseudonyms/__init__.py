"""Keyed pseudonyms: the same person keeps the same name, and nobody can turn it back."""
