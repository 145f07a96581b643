"""Where measured figures are kept: one part for each thing measured, dated."""

from tutela.installation.testbed import ROOT

PAGES = ROOT / "docs" / "benchmarks.md"


def keep(text: str) -> None:
    """Replace the part of the same heading in docs/benchmarks.md, and leave the others."""
    heading = text.split(":", 1)[0]
    before = PAGES.read_text() if PAGES.exists() else "# Benchmarks\n\n"
    parts = before.split("\n## ")
    kept = [part for part in parts if not f"## {part}".startswith(heading)]
    PAGES.write_text("\n## ".join(kept).rstrip() + "\n\n" + text)
