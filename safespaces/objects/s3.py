"""Files in an S3-compatible store (needs the extra `s3`).

Keys, region and the store's address are read from where boto3 reads them: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
https://boto3.amazonaws.com/v1/documentation/api/latest/guide/configuration.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from safespaces.errors import OutsideServiceError, SettingsError

_PATIENCE_S = 10
_AT_ONCE = 1000  # keys in one request to delete (S3's limit)
_SERVED_AS = ("ContentType", "ContentEncoding", "CacheControl")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and how it is to be served."""

    body: bytes
    content_type: str
    encoding: str  # of the body, "gzip" or ""
    cache_control: str


class ObjectStore:
    """A bucket, or what of it begins with a prefix. Every method raises OutsideServiceError where
    the store does not do it.
    """

    def __init__(self, address: str) -> None:
        """`address` is s3://bucket or s3://bucket/prefix.

        Raises SettingsError without the library.
        """
        try:
            import boto3  # only there with the extra
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            raise SettingsError(
                "SAFESPACES_OBJECTS needs the extra s3: pip install 'safespaces[s3]'."
            ) from None
        self._bucket, _, prefix = address.removeprefix("s3://").partition("/")
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        config = Config(
            connect_timeout=_PATIENCE_S,
            read_timeout=_PATIENCE_S,
            retries={"total_max_attempts": 2},
            # stores other than Amazon's do not all know the newer checksums
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self._faults: tuple[type[Exception], ...] = (BotoCoreError, ClientError)
        try:
            self._client: Any = boto3.client("s3", config=config)
        except (*self._faults, ValueError) as error:
            raise SettingsError(
                f"SAFESPACES_OBJECTS: the store cannot be used ({error}). Set AWS_REGION and"
                " AWS_ENDPOINT_URL."
            ) from error

    def put(self, name: str, file: StoredFile) -> None:
        """Put a file in the place of the one before."""
        values = (file.content_type, file.encoding, file.cache_control)
        served = {key: value for key, value in zip(_SERVED_AS, values, strict=True) if value}
        self._do("put_object", Key=self._prefix + name, Body=file.body, **served)

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            body: bytes = found["Body"].read()
        except self._client.exceptions.NoSuchKey:
            return None
        except self._faults as error:
            raise _not_done("get_object", error) from error
        return body

    def delete(self, names: Iterable[str]) -> None:
        """Take files away; those that are not there are no fault."""
        keys = [{"Key": self._prefix + name} for name in names]
        for first in range(0, len(keys), _AT_ONCE):
            some = {"Objects": keys[first : first + _AT_ONCE], "Quiet": True}
            done = self._do("delete_objects", Delete=some)
            if done.get("Errors"):
                raise OutsideServiceError("The object store did not take all old files away.")

    def _do(self, what: str, **values: Any) -> dict[str, Any]:
        try:
            done: dict[str, Any] = getattr(self._client, what)(Bucket=self._bucket, **values)
        except self._faults as error:
            raise _not_done(what, error) from error
        return done


def _not_done(what: str, error: Exception) -> OutsideServiceError:
    return OutsideServiceError(f"The object store did not do {what} ({type(error).__name__}).")
