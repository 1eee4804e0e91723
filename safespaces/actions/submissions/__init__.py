"""What partners send, and what the council decides of it."""
