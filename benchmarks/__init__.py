"""Measurements; each module prints its own: `python -m benchmarks.<name>`."""
