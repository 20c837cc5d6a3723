"""Resolution: which paper a reference means, and why. Pure: it asks a shelf, and knows no archive."""
