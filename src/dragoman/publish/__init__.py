"""The forms in which an archive leaves the program: files that other programs read."""
