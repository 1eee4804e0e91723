"""What may happen to a venue's listing, decided on data alone: no Flask, SQLAlchemy, files or
clock.
"""
