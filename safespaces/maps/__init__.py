"""Maps, drawn by folium and Leaflet: what the map's script says, the areas and names on it, and who
is to be named for them.
"""
