"""dragoman reads diplomatic papers into a cited, queryable record."""

__version__ = "0.1.0"
