"""Exported: the mark by which a folder that an archive was written to is known."""

LISTING = "files.txt"           # names every file of such a folder, itself left out, a path a line; it is no paper
