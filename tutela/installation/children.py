"""What happens in a child process between fork and exec. Linux; elsewhere most of it is moot."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECUREBITS = 1, 8, 28
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
NO_SETUID_FIXUP = 1 << 2  # or access(2), which PostgreSQL asks, would not count the capability
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def ends_with_its_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """The child is sent that signal when its parent is gone, however the parent went."""
    parent = os.getpid()

    def in_the_child() -> None:
        if _LIBC is None:
            return
        _LIBC.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return in_the_child


def leave_root() -> None:
    """PostgreSQL refuses to run as root: become somebody else who may use the same files."""
    if os.geteuid() != 0:
        return
    if user_namespaces_work():
        _enter_user_namespace()
    else:
        _become_nobody()


def owner_of_files() -> tuple[int, int] | None:
    """To whom PostgreSQL's folder must belong, where that is not the user who asks."""
    if os.geteuid() != 0 or user_namespaces_work():
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


@cache
def user_namespaces_work() -> bool:
    """Many containers forbid them."""
    if os.environ.get("TUTELA_NO_USER_NAMESPACE") == "1" or not hasattr(os, "unshare"):
        return False
    try:
        tried = subprocess.run(
            [sys.executable, "-S", "-c", ""], preexec_fn=_enter_user_namespace, check=False
        )
    except (subprocess.SubprocessError, OSError):
        return False
    return tried.returncode == 0


def _enter_user_namespace() -> None:
    """In there we are user 1000; outside, the files that we make are still root's."""
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text("1000 0 1")
    Path("/proc/self/gid_map").write_text("1000 0 1")


def _become_nobody() -> None:
    """Nobody, who keeps one capability of root: to pass folders that only root may enter."""
    nobody = pwd.getpwnam("nobody")
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_KEEPCAPS, 1)
        _LIBC.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP)
    os.setgroups([])
    os.setresgid(nobody.pw_gid, nobody.pw_gid, nobody.pw_gid)
    os.setresuid(nobody.pw_uid, nobody.pw_uid, nobody.pw_uid)
    if _LIBC is None:
        return
    one = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(one, one, one, 0, 0, 0)  # effective, permitted, inheritable
    _LIBC.capset(ctypes.byref(header), ctypes.byref(sets))
    _LIBC.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)
