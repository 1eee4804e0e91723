"""Pages as PDF, by WeasyPrint where it is installed (extra `print`)."""
