"""The nouns: what a paper is, and what can be said of it. Frozen records, no input or output."""
