"""The Merkle tree of RFC 6962: one hash that says what every leaf was, and in which order."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The roots of the full subtrees of which a tree of this size consists, the largest first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = [bytes(peak) for peak in peaks]
        if len(self.peaks) != size.bit_count():
            raise ValueError("These are not the peaks of a tree of this size")

    def append(self, hashed: bytes) -> None:
        """Add the hash of the next leaf."""
        peak, size = hashed, self.size
        while size & 1:
            peak = node_hash(self.peaks.pop(), peak)
            size >>= 1
        self.peaks.append(peak)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node_hash(peak, root)
        return root


def root_of(hashes: Iterable[bytes]) -> bytes:
    tree = Tree()
    for hashed in hashes:
        tree.append(hashed)
    return tree.root


def inclusion_path(hashes: Sequence[bytes], position: int) -> list[bytes]:
    """What must be known beside one leaf to arrive at the root (RFC 6962, 2.1.1)."""
    if len(hashes) <= 1:
        return []
    middle = 1 << ((len(hashes) - 1).bit_length() - 1)
    if position < middle:
        return [*inclusion_path(hashes[:middle], position), root_of(hashes[middle:])]
    return [*inclusion_path(hashes[middle:], position - middle), root_of(hashes[:middle])]


def is_included(
    hashed: bytes, *, position: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Does the path lead from this leaf, at this position, to the root of a tree of that size?"""
    if not 0 <= position < size:
        return False
    found, at, last = hashed, position, size - 1
    for beside in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root
