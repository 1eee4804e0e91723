"""Files of venues: reading, applying and undoing them."""
