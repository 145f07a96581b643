from concurrent.futures import ThreadPoolExecutor

from tutela.installation.keys import Keys
from tutela.installation.place import Place
from tutela.installation.processes import environment


def test_a_secret_is_drawn_once_and_is_its_owners_alone(tmp_path):
    keys = Keys(tmp_path)

    first = keys.actor_key("casework")

    assert Keys(tmp_path).actor_key("casework") == first
    assert len(bytes.fromhex(first)) == 32
    assert keys.path("actor-casework").stat().st_mode & 0o777 == 0o600


def test_everybody_who_asks_at_once_hears_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        heard = set(pool.map(lambda _: Keys(tmp_path).secret_key("public"), range(40)))

    assert len(heard) == 1


def test_no_process_is_told_what_another_may_know(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTELA_SUPERUSER_DATABASE_URL", "postgresql://boss:word@server/postgres")
    monkeypatch.setenv("TUTELA_OIDC_SECRET", "shared with casework only")
    place = Place(tmp_path, None)
    told = {name: environment(place, name) for name in ("casework", "public", "worker")}

    for name, others in ((name, set(told) - {name}) for name in told):
        words = "\n".join(told[name].values())
        assert "boss" not in words
        for other in others:
            assert place.password(other) not in words
            assert place.keys.secret_key(other) not in words
            assert place.keys.actor_key(other) not in words
    assert "TUTELA_ACTOR_KEY" not in told["public"]
    assert "TUTELA_SIGNING_KEY" in told["worker"]
    assert "TUTELA_SIGNING_KEY" not in told["casework"]
    assert "TUTELA_OIDC_SECRET" not in told["public"]
    financial = place.keys.financial_key()
    assert "TUTELA_FINANCIAL_KEY" not in told["public"]
    assert financial not in "\n".join(told["public"].values())
    assert told["casework"]["TUTELA_FINANCIAL_KEY"] == told["worker"]["TUTELA_FINANCIAL_KEY"]
