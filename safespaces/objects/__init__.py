"""Object stores that hand out public files without this service."""
