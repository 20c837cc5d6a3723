"""Pages: what the workbench and the static edition show, made on the server and complete without script."""
