"""The archive: one SQLite file that holds papers, findings, links and the full-text index."""
