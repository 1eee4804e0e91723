"""From words to points, offline first, in geopy's interface: never called in a public request."""
