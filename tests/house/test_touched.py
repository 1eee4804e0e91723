from tests.touched import paths_for


def test_a_change_is_checked_by_the_tests_beside_it_and_by_the_rules_of_the_house() -> None:
    assert paths_for(["safespaces/hours/days.py", "README.md"]) == ["tests/house", "tests/hours"]
    assert paths_for(["safespaces/clock.py"]) == ["tests/house"]
    assert paths_for(["static/js/public/when.js"]) == [
        "tests/house",
        "tests/test_js.py",
        "tests/vectors",
    ]
    assert paths_for(["tests/hours/test_when.py"]) == ["tests/house", "tests/hours/test_when.py"]
    assert paths_for(["tests/hours/test_when.py", "safespaces/hours/when.py"]) == [
        "tests/house",
        "tests/hours",
    ]
