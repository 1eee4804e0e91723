"""The walking network of a town: real walks by its streets and paths. Files are read in osm/."""
