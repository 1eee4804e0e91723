"""What was asked for last is kept, however it was asked for."""

from safespaces.snapshot.recent import Recent


def test_the_values_asked_for_last_are_kept() -> None:
    recent: Recent[str, int] = Recent(2)
    assert recent.kept("a") is None
    assert recent.get("a", lambda: 1) == 1 and recent.get("b", lambda: 2) == 2
    assert recent.kept("a") == 1
    recent.get("c", lambda: 3)
    assert (recent.kept("a"), recent.kept("b"), recent.kept("c")) == (1, None, 3)


def test_a_value_that_is_asked_for_again_outlasts_one_that_is_not() -> None:
    recent: Recent[str, int] = Recent(2)
    for key in ("a", "b", "a", "c"):
        recent.get(key, lambda: 1)
    assert recent.kept("a") == 1 and recent.kept("b") is None
