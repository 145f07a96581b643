"""Which language a page is in: the one chosen on this site, kept in its session, else English.

The browser's own preference is not followed: the Welsh is partial, so it is a choice.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CHOSEN = "language"


def chosen_language(request: HttpRequest) -> str:
    """The language that this reader chose."""
    chosen = request.session.get(CHOSEN)
    if chosen == "en" or chosen not in dict(settings.LANGUAGES):
        return settings.LANGUAGE_CODE
    return chosen


class ChosenLanguageMiddleware:
    """Answer in the chosen language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(chosen_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response
