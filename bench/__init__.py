"""Benchmarks: `python -m bench` runs them all and writes bench/RESULTS.md.

Figures come from one run on one machine: read the ratios.
"""
