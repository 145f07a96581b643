from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.audit.merkle import EMPTY, Tree, inclusion_path, is_included, leaf_hash, root_of

# The leaves and roots with which implementations of RFC 6962 test each other.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size):
    assert root_of(map(leaf_hash, LEAVES[:size])).hex() == ROOTS[size - 1]


def test_nothing_has_the_root_of_nothing():
    assert Tree().root == EMPTY == sha256(b"").digest()


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_tree_goes_on_from_its_peaks(first, more):
    hashes = [leaf_hash(bytes([number])) for number in range(first + more)]
    tree = Tree()
    for hashed in hashes[:first]:
        tree.append(hashed)
    again = Tree(tree.size, tree.peaks)
    for hashed in hashes[first:]:
        again.append(hashed)

    assert again.root == root_of(hashes)


@given(st.integers(1, 70), st.data())
def test_a_leaf_is_proved_to_be_in_the_tree_and_another_is_not(size, data):
    hashes = [leaf_hash(bytes([number])) for number in range(size)]
    position = data.draw(st.integers(0, size - 1))
    proof = {
        "position": position,
        "size": size,
        "path": inclusion_path(hashes, position),
        "root": root_of(hashes),
    }

    assert is_included(hashes[position], **proof)
    assert not is_included(leaf_hash(b"another"), **proof)
    if size > 1:
        wrong = (position + 1) % size
        assert not is_included(hashes[position], **{**proof, "position": wrong})


def test_peaks_of_another_size_are_refused():
    with pytest.raises(ValueError, match="not the peaks"):
        Tree(3, [bytes(32)])
