"""The Flask face: reads a request, calls one verb or the snapshot, answers."""
