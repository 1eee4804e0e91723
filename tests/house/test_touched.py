from tests.touched import paths_for


def test_a_change_is_checked_by_the_tests_beside_it_and_by_the_rules_of_the_house() -> None:
    assert paths_for(["safespaces/hours/days.py", "README.md"]) == ["tests/house", "tests/hours"]
    assert paths_for(["safespaces/web/public/find.py"]) == ["tests/house", "tests/web/public"]
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


def test_of_a_large_folder_those_files_that_import_the_module() -> None:
    found = paths_for(["safespaces/actions/register/publish.py"])
    assert "tests/actions/test_publish.py" in found and "tests/actions/test_people.py" not in found
    assert 3 < len(found) < 20 and "tests/actions" not in found
    # by its package: from safespaces.actions.coverage import where_next
    assert "tests/web/coverage/test_coverage.py" not in found
    where_next = paths_for(["safespaces/actions/coverage/where_next.py"])
    assert "tests/actions/test_where_next.py" in where_next


def test_a_module_that_no_test_imports_is_checked_by_the_whole_folder() -> None:
    assert paths_for(["safespaces/actions/no_such_module.py"]) == ["tests/house", "tests/actions"]
