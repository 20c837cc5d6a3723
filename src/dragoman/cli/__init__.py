"""The command line: one module a command, and the look of things on a terminal."""
