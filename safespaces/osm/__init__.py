"""Reads files of OpenStreetMap (needs the extra `streets`)."""
