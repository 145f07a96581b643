import json
import re
import shutil

import pytest

from tutela.installation import front_end


def test_what_is_built_is_not_built_again(monkeypatch):
    monkeypatch.setattr(front_end, "_npm", lambda: pytest.fail("built again"))

    assert front_end.build() is False


def test_a_changed_source_asks_for_a_new_build(tmp_path, monkeypatch):
    copy = tmp_path / "front_end"
    shutil.copytree(front_end.SOURCES, copy)
    monkeypatch.setattr(front_end, "SOURCES", copy)
    assert front_end._digest_of_sources() == front_end.STAMP.read_text(encoding="ascii")

    (copy / "_own.scss").write_text("body { margin: 0 }", encoding="utf-8")

    assert front_end._digest_of_sources() != front_end.STAMP.read_text(encoding="ascii")


def test_an_installed_wheel_has_nothing_to_build(tmp_path, monkeypatch):
    monkeypatch.setattr(front_end, "ROOT", tmp_path)
    monkeypatch.setattr(front_end, "_npm", lambda: pytest.fail("built"))

    assert front_end.build(force=True) is False


def test_the_style_sheet_carries_no_brand_and_asks_nobody():
    styles = (front_end.BUILT / "tutela.css").read_text(encoding="utf-8")

    assert "Arial" in styles
    for forbidden in ("GDS Transport", "@font-face", "@import", "crest", "crown", "url(http"):
        assert forbidden not in styles


def test_every_picture_of_the_style_sheet_is_there_and_none_besides():
    styles = (front_end.BUILT / "tutela.css").read_text(encoding="utf-8")
    named = set(re.findall(r"url\((images/[^)]*)\)", styles))

    held = {f"images/{path.name}" for path in (front_end.BUILT / "images").iterdir()}
    assert named == held


def test_the_lock_names_no_host_and_pins_what_package_json_asks_for():
    text = (front_end.ROOT / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)["packages"]
    asked = json.loads((front_end.ROOT / "package.json").read_text(encoding="utf-8"))

    assert "http" not in text
    assert all(package.get("integrity") for name, package in lock.items() if name)
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert "http" not in front_end.NODE_LOCK.read_text(encoding="utf-8")


def test_a_failing_build_says_what_failed_and_leaves_the_old_one(monkeypatch):
    stamp = front_end.STAMP.read_text(encoding="ascii")

    def fail(target):
        raise front_end.CannotBuild("no room")

    monkeypatch.setattr(front_end, "_copy_files", fail)

    with pytest.raises(front_end.CannotBuild):
        front_end.build(force=True)

    assert front_end.STAMP.read_text(encoding="ascii") == stamp
    assert not list(front_end.BUILT.parent.glob(".building-*"))
