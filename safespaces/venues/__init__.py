"""What a venue is and how venues are ordered: may import geo and hours; no Flask, SQLAlchemy, files
or clock.
"""
