"""The database: the only folder that imports SQLAlchemy tables; returns nouns, never rows."""
