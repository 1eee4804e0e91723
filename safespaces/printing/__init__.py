"""Pages as PDF and as Word documents, by WeasyPrint and python-docx (extra `print`)."""
