"""Messages: what they say, and the roads they go by.

Each road talks to one thing we do not control.
"""
