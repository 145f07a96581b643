"""How gunicorn serves one of the two sites: `gunicorn -c python:tutela.installation.web_server`.

`TUTELA_BIND` is where it listens. Behind a proxy that spreads requests over its connections.
"""

import gc
import os

wsgi_app = "tutela.config.wsgi:application"
bind = os.environ.get("TUTELA_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("TUTELA_WORKERS", "2"))
worker_class = "gthread"
threads = 4
keepalive = 5
graceful_timeout = 8
timeout = 60
control_socket_disable = True
accesslog = None  # addresses and who asked for what belong in the audit, not in a file
loglevel = "warning"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "tutela.config.logs.DiscreetFormatter",
            "process": os.environ.get("TUTELA_PROCESS", "web"),
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def post_worker_init(worker: object) -> None:
    """What the site has loaded stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def worker_exit(server: object, worker: object) -> None:
    """Give connections back at once: the pool's own threads would be waited for."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if pool := getattr(connection, "close_pool", None):
            pool()
