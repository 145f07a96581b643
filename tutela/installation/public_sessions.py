"""Sessions of the public site, in a table that the other site cannot read."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions


class SessionStore(DatabaseSessions):
    @classmethod
    def get_model_class(cls):
        from tutela.installation.models import PublicSession

        return PublicSession
