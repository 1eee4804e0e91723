"""Who is within reach of a Safe Space, and whom to ask next."""
