"""`python -m safespaces` is the command `safespaces`."""

from safespaces.cli.main import main

main(prog_name="safespaces")
