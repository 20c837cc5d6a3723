"""The same read as JSON: under /api every inquiry gives the answer that its page shows, described by OpenAPI."""
