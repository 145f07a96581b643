import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.urls import clear_url_caches


class _Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def _served(**changes):
    with override_settings(ALLOWED_HOSTS=["127.0.0.1"], IS_DEMONSTRATION=True, **changes):
        clear_url_caches()
        # in threads: a browser opens lines on which it asks for nothing yet
        server = make_server("127.0.0.1", 0, WSGIHandler(), ThreadedWSGIServer, _Silent)
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
    clear_url_caches()


@pytest.fixture
def casework():
    with _served(ROOT_URLCONF="tutela.config.casework_urls", IS_PUBLIC_SITE=False) as address:
        yield address


@pytest.fixture
def public_site():
    with _served(ROOT_URLCONF="tutela.config.public_urls", IS_PUBLIC_SITE=True) as address:
        yield address


@pytest.fixture
def visit(browser):
    """Opens a page and, at the end, fails on any fault that the browser told of."""
    faults = []
    contexts = []

    def open_page(address, *, width=1280, scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
