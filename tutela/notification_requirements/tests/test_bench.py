from tutela.notification_requirements import bench
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.reading import read


def test_generated_people_have_answers():
    answers = [answer(read(bench.person(seed))) for seed in range(50)]

    assert all(one.indefinite or one.last_day for one in answers)
    assert any(one.duties for one in answers)


def test_the_same_seed_is_the_same_person():
    assert bench.person(7) == bench.person(7) != bench.person(8)


def test_the_bench_says_what_it_found(capsys):
    bench.main(["--people", "20"])

    assert capsys.readouterr().out.startswith("20 people: mean ")


def test_a_slow_answer_breaks_the_budget():
    assert not bench.Measured(1, 1.1, 2.0, 3.0).is_within_budget
    assert bench.Measured(1, 0.9, 2.0, 3.0).is_within_budget
