"""The workbench: the pages of an archive in a browser, with a person's decisions."""
