"""A local S3 server with buckets to write to. What is tested with them is in the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.server import ThreadedMotoServer
from pyarrow.fs import S3FileSystem


@contextmanager
def s3_server() -> Iterator[str]:
    """Host and port of a server on this machine."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"{host}:{port}"
    moto.stop()


def bucket(server: str, name: str) -> S3FileSystem:
    """The server's file system, with a bucket of that name made in it."""
    system = S3FileSystem(
        access_key="user", secret_key="secret", endpoint_override=server, scheme="http",
        region="us-east-1", allow_bucket_creation=True,
    )  # fmt: skip
    system.create_dir(name)
    return system


def s3_root(server: str, path: str) -> str:
    """A path on the server as a root of sources."""
    return f"s3://user:secret@{path}?scheme=http&endpoint_override={server}&region=us-east-1"
