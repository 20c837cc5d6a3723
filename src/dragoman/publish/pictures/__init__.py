"""Pictures: what inquiries answer, drawn as SVG on the server, titled and described, with a link on every mark."""
