"""Settings (one file, environment only), the urls of the two sites, wsgi."""
