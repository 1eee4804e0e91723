"""The walking network."""
