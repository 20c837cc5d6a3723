from dragoman.publish.api import Archive as Archive

__version__: str
