"""Files in an S3-compatible store, over HTTP."""

from collections.abc import Iterator

import boto3
import pytest
import requests

from safespaces.errors import OutsideServiceError, SettingsError
from safespaces.objects.s3 import ObjectStore, StoredFile
from tests.objects.store import BUCKET, s3_server

FILE = StoredFile(b'{"a":1}', "application/json", "", "public, no-cache")


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with s3_server(monkeypatch) as found:
        yield found


def keys() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return sorted(each["Key"] for each in found)


@pytest.mark.parametrize("prefix", ["", "/", "/public", "/a/b/"])
def test_a_file_stands_under_its_name_and_is_served_as_it_says(address: str, prefix: str) -> None:
    store = ObjectStore(f"s3://{BUCKET}{prefix}")
    store.put("map/names.json", FILE)
    inside = prefix.strip("/")
    path = "/".join(filter(None, (BUCKET, inside, "map/names.json")))
    got = requests.get(f"{address}/{path}", timeout=5)
    assert got.content == FILE.body and store.read("map/names.json") == FILE.body
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["Cache-Control"] == "public, no-cache"


def test_what_is_not_there_is_none_and_its_deletion_no_fault(address: str) -> None:
    store = ObjectStore(f"s3://{BUCKET}")
    assert store.read("nothing.json") is None
    store.delete([])
    store.put("a.json", FILE)
    store.put("b.json", FILE)
    store.delete(["a.json", "nothing.json"])
    assert keys() == ["b.json"]


def test_more_files_than_one_request_may_name_are_deleted(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safespaces.objects.s3._AT_ONCE", 2)
    store = ObjectStore(f"s3://{BUCKET}/p")
    for name in "abcde":
        store.put(name, FILE)
    store.delete("abcd")
    assert keys() == ["p/e"]


def test_a_bucket_that_is_not_there_and_a_store_that_is_gone_are_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = ObjectStore("s3://other-bucket")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    gone = ObjectStore(f"s3://{BUCKET}")
    for store in (missing, gone):
        with pytest.raises(OutsideServiceError, match="put_object"):
            store.put("a.json", FILE)
        with pytest.raises(OutsideServiceError, match="delete_objects"):
            store.delete(["a.json"])
    with pytest.raises(OutsideServiceError, match="get_object"):
        gone.read("a.json")


def test_an_address_that_cannot_be_used_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "not an address")
    with pytest.raises(SettingsError, match="AWS_ENDPOINT_URL"):
        ObjectStore(f"s3://{BUCKET}")
