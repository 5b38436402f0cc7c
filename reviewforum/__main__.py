"""`python -m reviewforum` is the `reviewforum` command."""

from reviewforum.cli import main

if __name__ == "__main__":
    main()
