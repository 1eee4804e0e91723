"""An S3 server on the loopback address: moto's, spoken to over HTTP as any other."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

BUCKET = "safe-spaces"


@contextmanager
def s3_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs while inside, with an empty bucket anybody may read; gives its address."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    # what it holds is the whole process's
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=5)
    boto3.client("s3").create_bucket(
        Bucket=BUCKET,
        ACL="public-read",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-2"},
    )
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()
