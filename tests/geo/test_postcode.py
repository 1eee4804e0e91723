import pytest

from safespaces.errors import BadPostcode
from safespaces.geo.postcode import (
    Postcode,
    is_postcode,
    likely_postcodes,
    parse_outward,
    parse_postcode,
    parse_sector,
)


@pytest.mark.parametrize(
    "text", ["CV1 5FB", "cv15fb", " Cv1  5fB ", "CV1-5FB", "c v 1 5 f b", "CV1 5FB."]
)
def test_any_case_and_spacing_is_read(text: str) -> None:
    assert parse_postcode(text) == Postcode("CV1", "5FB")


@pytest.mark.parametrize(
    "text",
    ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "SW1A 1AA", "GIR 0AA"],
)
def test_every_shape_of_postcode_is_read(text: str) -> None:
    if text == "GIR 0AA":  # the one historic exception is no place to walk from
        assert not is_postcode(text)
    else:
        assert str(parse_postcode(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CV1",
        "CV1 5",
        "CV1 5F",
        "CV1 5CI",
        "SWIA 1AA",
        "1234567",
        "🙂" * 4,
        "CV1 5FB" * 1000,
        "\0",
    ],
)
def test_what_is_no_postcode_is_refused_with_a_way_to_write_it(text: str) -> None:
    with pytest.raises(BadPostcode, match=r"AB1 2CD|Did you mean"):
        parse_postcode(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CV1 SFB", ["CV1 5FB"]),
        ("CVI 5FB", ["CV1 5FB"]),
        ("CVl 5FB", ["CV1 5FB"]),
        ("CVIO 5FB", ["CV1O 5FB"]),
        ("CV6 4O8", []),
        ("SWIA 1AA", ["SW1A 1AA"]),
        ("CV1 5FB", []),
        ("library", []),
    ],
)
def test_letters_and_digits_that_look_alike_are_asked_about(typed: str, meant: list[str]) -> None:
    assert [str(each) for each in likely_postcodes(typed)] == meant


def test_the_error_names_the_likely_postcode() -> None:
    with pytest.raises(BadPostcode, match="Did you mean CV1 5FB"):
        parse_postcode("CV1 SFB")


def test_sectors_and_outward_codes_are_read() -> None:
    assert (
        parse_sector("cv1  5") == "CV1 5"
        and parse_sector("CV15") is None
        and parse_sector("x") is None
    )
    assert (
        parse_outward("cv6") == "CV6"
        and parse_outward("Foleshill") is None
        and parse_outward("CV1 5") is None
    )
    assert Postcode("CV1", "5FB").sector == "CV1 5"
