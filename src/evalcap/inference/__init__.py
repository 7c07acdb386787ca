"""Inference beside the conventional interval: few clusters, randomisation, many outcomes."""
