"""PDF: a selection of papers as a book to print, set by Typst."""
