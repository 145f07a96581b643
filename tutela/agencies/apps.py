from django.apps import AppConfig
from django.conf import settings


class AgenciesConfig(AppConfig):
    name = "tutela.agencies"

    def ready(self) -> None:
        from tutela.agencies import checks  # noqa: F401 - registers itself

        if not settings.IS_PUBLIC_SITE:
            from tutela.agencies import sign_in  # noqa: F401 - listens to the library
