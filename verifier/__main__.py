"""`python -m verifier` is the command `verifier`."""

from verifier.apps.cli import main

if __name__ == "__main__":
    main()
