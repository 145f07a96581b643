from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tutela.ui.components import component_page
from tutela.ui.language import CHOSEN
from tutela.ui.pages import open_to_all


@open_to_all
@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away\n", status=503, content_type="text/plain")
    return HttpResponse("well\n", content_type="text/plain")


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session[CHOSEN] = chosen
    target = request.POST.get("next", "")
    here = {request.get_host()}
    if not url_has_allowed_host_and_scheme(target, here, require_https=request.is_secure()):
        target = "/"
    return redirect(target)


@open_to_all
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    frame = "ui/public_page.html" if settings.IS_PUBLIC_SITE else "ui/page.html"
    return render(request, "ui/accessibility.html", {"frame": frame})


@open_to_all
def components(request: HttpRequest) -> HttpResponse:
    if not settings.IS_DEMONSTRATION:
        raise Http404(gettext("Only the demonstration shows its parts."))
    return render(request, "ui/component_page.html", component_page(request))
