"""Sign-in, sign-out and failed sign-in reach the record.

The one place where signals are used: the library that signs people in offers no other hook. A
handler that fails makes the request fail, so nobody is signed in without an entry. Changes of
credentials are not left to this file: triggers in the database keep them.
"""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from tutela.access.door import signed_in_as
from tutela.agencies import secret_box
from tutela.agencies.models import User
from tutela.audit import log

METHODS = "account_authentication_methods"


def _note(event: str, account: UUID | None, **details: Any) -> None:
    log.append_at_the_door(event=event, account=account, details=details)


def _by(request: Any) -> list[str]:
    """Which proofs were given: password, one-time code, passkey, the agency's own sign-in."""
    session = getattr(request, "session", {})
    return [proof.get("type") or proof["method"] for proof in session.get(METHODS, [])]


@receiver(user_logged_in, dispatch_uid="audit")
def note_sign_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    _note("sign_in.made", user.pk, by=_by(request))
    proofs = getattr(request, "session", {}).get(METHODS, [])
    if proofs and not any(proof["method"] == "mfa" for proof in proofs):
        # setting up the first second factor need not ask for the password just given
        proofs[-1]["reauthenticated"] = True
        request.session[METHODS] = proofs


@receiver(user_logged_out, dispatch_uid="audit")
def note_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        _note("sign_in.ended", user.pk, why=getattr(request, "signed_out_because", "asked"))


@receiver(user_login_failed, dispatch_uid="audit")
def note_wrong_password(sender: Any, credentials: Any, **kwargs: Any) -> None:
    # what was typed is not kept: people type passwords where an address belongs
    address = str(credentials.get("email", "")).lower()
    found = User.objects.filter(email=address).values_list("pk", flat=True).first()
    _note("sign_in.failed", found, by="password")


@receiver(authentication_failed, dispatch_uid="audit")
def note_wrong_code(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    _note("sign_in.failed", user.pk, by=authenticator.type)


@receiver(authenticator_added, dispatch_uid="session")
def count_as_second_factor(
    sender: Any, request: Any, user: Any, authenticator: Any, **kw: Any
) -> None:
    """Who has just set one up has just shown it: this session need not ask again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type)
        )


@receiver([authenticator_removed, authenticator_reset], dispatch_uid="session")
def keep_this_session(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Every session ends where a second factor was taken away, but that in which it was done."""
    user.refresh_from_db(fields=["factors_taken"])
    update_session_auth_hash(request, user)


@receiver(authenticator_used, dispatch_uid="secret")
def lock_anew(sender: Any, authenticator: Any, **kwargs: Any) -> None:
    """A seed that a former key locked is locked by the present one, while it is at hand."""
    for name in ("secret", "seed"):
        locked = authenticator.data.get(name)
        if locked and secret_box.is_locked_by_a_former_key(locked):
            authenticator.data[name] = secret_box.lock(secret_box.unlock(locked))
            with signed_in_as(authenticator.user_id):
                authenticator.save(update_fields=["data"])
