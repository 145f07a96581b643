"""The two tables of sessions: one for each site."""

from django.contrib.sessions.base_session import AbstractBaseSession

from tutela.installation import casework_sessions, public_sessions


class CaseworkSession(AbstractBaseSession):
    """A signed-in browser of the casework site."""

    @classmethod
    def get_session_store_class(cls):
        return casework_sessions.SessionStore


class PublicSession(AbstractBaseSession):
    """A browser that is part-way through a form of the public site."""

    @classmethod
    def get_session_store_class(cls):
        return public_sessions.SessionStore
