"""The tests of the phone's modules (tests/js), run by the Node of the test requirements."""

from tests.node import ROOT, node


def test_the_phones_modules_pass_their_tests() -> None:
    files = sorted(
        str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "js").glob("*.test.js")
    )
    ran = node("--test", "--test-reporter=spec", *files)
    assert files and ran.returncode == 0, ran.stdout + ran.stderr
