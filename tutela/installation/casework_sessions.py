"""Sessions of the casework site, in a table that the other site cannot read."""

from tutela.installation import sessions


class SessionStore(sessions.SessionStore):
    @classmethod
    def get_model_class(cls):
        from tutela.installation.models import CaseworkSession

        return CaseworkSession
