"""When a venue is safe: may import only errors and other hours files; no clock, the time is passed
in.
"""
