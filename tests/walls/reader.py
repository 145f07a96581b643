"""One signed-in reader of the demonstration, over HTTP and without a browser."""

import html
import http.client
import re
from urllib.parse import urlencode

from tutela.demonstration.story import SIGN_INS
from tutela.installation.tests.running import Demo


class Reader:
    """Keeps its cookies and follows nothing by itself."""

    def __init__(self, demo: Demo) -> None:
        self.demo, self.cookies = demo, {}

    def ask(self, path: str, data: dict[str, str] | None = None) -> http.client.HTTPResponse:
        asking = http.client.HTTPConnection("127.0.0.1", self.demo.port, timeout=20)
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": f"casework.localhost:{self.demo.port}", "Cookie": held}
        body = None
        if data is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://casework.localhost:{self.demo.port}",
            }
            body = urlencode(data)
        try:
            asking.request("GET" if data is None else "POST", path, body, headers)
            answer = asking.getresponse()
            answer.text = answer.read().decode()
        finally:
            asking.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def sign_in(self) -> bool:
        """Whether it was let in: while a server is away, nobody is."""
        form = self.ask("/accounts/login/").text
        answer = self.ask(
            "/demonstration/sign-in/", hidden(form) | {"email": SIGN_INS[0].email, "next": "/"}
        )
        return answer.status == 302

    def tell(self, learnt: str) -> str | None:
        """Where its receipt is, once it was taken."""
        form = self.ask("/tell/").text
        answer = self.ask("/tell/", hidden(form) | {"learnt": learnt})
        return answer.headers["Location"] if answer.status == 302 else None


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}
