"""A browser small enough to be many: keeps its connection, its cookies and the form token."""

import http.client
import re
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HIDDEN = re.compile(r'name="operation_key" value="([^"]+)"')


class Browser:
    """One signed-in officer's browser, over one kept connection."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self._port = port
        self._cookies = dict(cookies)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str) -> str:
        """The page at the address, following where it leads."""
        return self._ask("GET", address)

    def post(self, address: str, form_at: str, **answers: str) -> str:
        """Fill in the form shown at `form_at` and send it to `address`."""
        page = self.get(form_at)
        fields = {"csrfmiddlewaretoken": _first(TOKEN, page), **answers}
        if key := HIDDEN.search(page):
            fields.setdefault("operation_key", key.group(1))
        answer = self._ask("POST", address, urlencode(fields))
        if "govuk-error-summary" in answer:
            raise RuntimeError(f"{urlsplit(address).path} did not take the answers")
        return answer

    def _ask(self, method: str, address: str, body: str | None = None) -> str:
        headers = {
            "Host": "casework.localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": "http://casework.localhost",
            }
        try:
            self._connection.request(method, address, body, headers)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()  # a kept connection may have been closed in the meantime
            self._connection.request(method, address, body, headers)
            response = self._connection.getresponse()
        page = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        if response.status in {301, 302, 303}:
            to = urlsplit(response.headers["Location"])
            if to.path.startswith("/accounts/"):
                raise RuntimeError("the session was not taken")
            return self._ask("GET", f"{to.path}?{to.query}" if to.query else to.path)
        if response.status != 200:
            raise RuntimeError(f"{method} {urlsplit(address).path}: {response.status}")
        return page


def _first(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if not found:
        raise RuntimeError("the page holds no form")
    return found.group(1)
