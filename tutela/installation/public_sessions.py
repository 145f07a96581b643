"""Sessions of the public site, in a table that the other site cannot read."""

from tutela.installation import sessions


class SessionStore(sessions.SessionStore):
    @classmethod
    def get_model_class(cls):
        from tutela.installation.models import PublicSession

        return PublicSession
