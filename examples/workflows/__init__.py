"""Workflows to learn from. Every task is a raw container that runs a small Node program: nothing but Node is needed."""
