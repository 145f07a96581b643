from django.apps import AppConfig
from django.core import checks


class InstallationConfig(AppConfig):
    name = "tutela.installation"

    def ready(self) -> None:
        from tutela.installation import checks as ours

        checks.register(ours.check_demonstration, deploy=True)
        checks.register(ours.check_financial_key, deploy=True)
        checks.register(ours.check_role, checks.Tags.database)
        checks.register(ours.check_era, checks.Tags.database)
        checks.register(ours.check_hardening, checks.Tags.database)
