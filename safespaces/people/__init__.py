"""Who signs in, and the rules of signing in: may import only root files; no Flask, SQLAlchemy,
files or clock.
"""
