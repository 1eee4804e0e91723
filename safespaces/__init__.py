"""Safe Spaces: a location directory and map service for public places that help young people."""

__version__ = "0.1.0"
