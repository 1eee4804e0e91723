"""Places on the ground, pure arithmetic: may import only errors, problems and other geo files."""
