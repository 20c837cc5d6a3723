"""Papers as files: each module opens one format and gives Documents and Problems."""
