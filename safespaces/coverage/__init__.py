"""Who is within reach of an open Safe Space, hour by hour, and whom to ask next.

Pure: no files, clock, Flask or SQLAlchemy.
"""
