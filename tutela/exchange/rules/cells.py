"""Cells that a spreadsheet may open: none of them is worked out as a formula."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: str) -> str:
    """The cell, marked where a spreadsheet would calculate it; `plain` takes the mark away."""
    return f"'{cell}" if cell.startswith(DANGEROUS) or _is_marked(cell) else cell


def plain(cell: str) -> str:
    """The cell without the mark that keeps a spreadsheet from working it out."""
    return cell[1:] if _is_marked(cell) else cell


def _is_marked(cell: str) -> bool:
    rest = cell.lstrip("'")
    return cell != rest and rest.startswith(DANGEROUS)
