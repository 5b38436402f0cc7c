#!/usr/bin/env python
"""Runs the project's commands (`manage.py help`); `reviewforum` does the same once installed."""

from reviewforum.cli import main

if __name__ == "__main__":
    main()
