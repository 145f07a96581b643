"""The web server's door into one of the two sites: `TUTELA_PROCESS` says which."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
# only a web server keeps connections between requests: never a command, never a test
os.environ.setdefault("TUTELA_POOL", "8")

application = get_wsgi_application()


def _look_at_the_database() -> None:
    from tutela.installation.checks import require_safe_database

    require_safe_database(where_silent="every page will say so")


_look_at_the_database()
