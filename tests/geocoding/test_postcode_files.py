import zipfile
from pathlib import Path

import pytest

from safespaces.errors import BadInput
from safespaces.geocoding.postcode_files import ReadingLog, read_postcodes

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "samples"
CODE_POINT = '"CV1 1AH",10,433469,279255,"E92000001"\n"CV6 5BG",10,434300,281200,"E92000001"\n"CV9 9ZZ",90,0,0,""\n"nonsense",10,1,2,""\n"M1 1AA",10,384000,398000,""\n'
ONS = "pcd,pcds,doterm,lat,long\nCV11AH,CV1 1AH,,52.41,-1.5\nCV11AJ,CV1 1AJ,201901,52.41,-1.5\nCV11AL,CV1 1AL,,99.999999,0\nCV11AM,CV1 1AM,,x,0\n"


def read(path: Path, area: str = "") -> tuple[list[str], ReadingLog]:
    log = ReadingLog()
    return [str(postcode) for postcode, _ in read_postcodes(path, log, area)], log


def test_code_point_open_is_read_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "cv.csv"
    path.write_text(CODE_POINT)
    found, log = read(path, "cv")
    assert found == ["CV1 1AH", "CV6 5BG"] and (log.without_place, log.faulty) == (1, 1)
    assert log.faults == [
        "cv.csv, line 4: 'nonsense' is not a full postcode. Write it like AB1 2CD."
    ]


def test_onspd_is_read_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "onspd.csv"
    path.write_bytes(b"\xef\xbb\xbf" + ONS.encode())
    found, log = read(path)
    assert found == ["CV1 1AH"] and (log.ended, log.without_place, log.faulty) == (1, 1, 1)


def test_a_zip_and_a_folder_are_read_without_their_documentation(tmp_path: Path) -> None:
    (tmp_path / "in" / "Data").mkdir(parents=True)
    (tmp_path / "in" / "Doc").mkdir()
    (tmp_path / "in" / "Data" / "cv.csv").write_text(CODE_POINT)
    (tmp_path / "in" / "Doc" / "headers.csv").write_text(
        "PC,PQ,EA,NO\nPostcode,Quality,Eastings,Northings\n"
    )
    with zipfile.ZipFile(tmp_path / "codepo_gb.zip", "w") as archive:
        for file in (tmp_path / "in").rglob("*.csv"):
            archive.write(file, file.relative_to(tmp_path / "in"))
    assert (
        read(tmp_path / "in", "CV")[0]
        == read(tmp_path / "codepo_gb.zip", "CV")[0]
        == ["CV1 1AH", "CV6 5BG"]
    )


@pytest.mark.parametrize("content", [b"", b"name,kind\nRed,cafe\n", b"\x89PNG\r\n", b"\0\0\0"])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="Code-Point"):
        read(path)


@pytest.mark.skipif(
    not SAMPLES.exists(),
    reason="the official samples lie outside the repository; the made-up ones above always run",
)
def test_the_official_samples_are_read_whole() -> None:
    found, log = read(SAMPLES / "code-point-open")
    assert len(found) == 21_158 and log == ReadingLog()
    ons, log = read(SAMPLES / "onspd" / "ONSPD_JUN_2023_UK_AB.csv")
    assert len(ons) + log.ended == 5 and log.faulty == 0
