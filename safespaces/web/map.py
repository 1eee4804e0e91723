"""The map page."""

from flask import Blueprint

map_pages = Blueprint("map_pages", __name__)
