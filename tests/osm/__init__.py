"""Files of OpenStreetMap."""
