"""Resolution: which paper a reference means. Pure: what is cited, what is on the shelf, and the answer with its reason."""
