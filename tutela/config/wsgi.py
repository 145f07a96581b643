"""The web server's door into one of the two sites: `TUTELA_PROCESS` says which."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
# only a web server keeps connections between requests: never a command, never a test
os.environ.setdefault("TUTELA_POOL", "8")

application = get_wsgi_application()


def _look_at_the_database() -> None:
    from tutela.installation.checks import require_safe_database

    log = logging.getLogger("tutela.start")
    try:
        for sentence in require_safe_database():
            log.warning(sentence)
    except OperationalError:
        log.error("The database does not answer; every page will say so.")


_look_at_the_database()
