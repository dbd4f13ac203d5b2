"""`python -m verifier`."""

from verifier.apps.cli import main

main()
