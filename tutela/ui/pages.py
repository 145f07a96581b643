"""Pages that anybody may read, signed in or not."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required


def open_to_all[Page: Callable[..., Any]](page: Page) -> Page:
    """No sign-in and no permission; said on the page, so that the table of pages can show it."""
    page.requires = None  # type: ignore[attr-defined]
    page.is_open_to_all = True  # type: ignore[attr-defined]
    return login_not_required(page)
