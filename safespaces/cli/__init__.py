"""The command-line face: same verbs, exit codes that mean something."""
