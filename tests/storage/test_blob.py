"""Files on disk: whole or not there, stored once, swept when nobody knows them."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from lms.storage.blob import Blob, BlobStore, TooLarge

WORDS = b"A letter to the head of the town.\n"
LATER = timedelta(days=2)
# Puts one large file after the other until it is killed.
WRITER = """
import sys
from io import BytesIO
from pathlib import Path
from lms.storage.blob import BlobStore
store, number = BlobStore(Path(sys.argv[1])), 0
while True:
    number += 1
    store.put(BytesIO(number.to_bytes(4, "big") * 200_000), 10**7)
    print(number, flush=True)
"""


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "files")


def files(store: BlobStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file() and path.name != "lock"]


def test_a_file_lies_under_its_digest_and_only_we_read_it(store: BlobStore) -> None:
    blob = store.put(BytesIO(WORDS), 100)
    assert blob == Blob(hashlib.sha256(WORDS).hexdigest(), len(WORDS))
    path = store.path_of(blob.sha256)
    assert path.read_bytes() == WORDS
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert list(store.digests()) == [blob.sha256]


def test_the_same_content_is_stored_once(store: BlobStore) -> None:
    assert store.put(BytesIO(WORDS), 100) == store.put(BytesIO(WORDS), 100)
    assert len(files(store)) == 1


@pytest.mark.parametrize("size", [100, 101, 200_000])
def test_what_is_too_large_leaves_nothing(store: BlobStore, size: int) -> None:
    if size > 100:
        with pytest.raises(TooLarge):
            store.put(BytesIO(b"x" * size), 100)
        assert files(store) == []
    else:
        assert store.put(BytesIO(b"x" * size), 100).bytes == 100


@pytest.mark.parametrize(
    "name", ["", "..", "../../secret-key", "A" * 64, "a" * 63, "a" * 64 + "\n"]
)
def test_nothing_but_a_digest_is_a_path(store: BlobStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path_of(name)


def test_sweeping_spares_the_young(store: BlobStore) -> None:
    blob = store.put(BytesIO(WORDS), 100)
    half = store.root / "incoming" / "half"
    half.write_bytes(b"half a le")
    now = datetime.now(UTC)
    assert store.sweep({blob.sha256}, now) == 0
    assert store.sweep(set(), now + LATER) == 1
    assert not half.exists()
    assert store.sweep({blob.sha256}, now + LATER) == 1
    assert files(store) == []


def test_putting_it_again_makes_it_young(store: BlobStore) -> None:
    blob = store.put(BytesIO(WORDS), 100)
    old = time.time() - LATER.total_seconds()
    os.utime(store.path_of(blob.sha256), (old, old))
    store.put(BytesIO(WORDS), 100)
    assert store.sweep({blob.sha256}, datetime.now(UTC)) == 0


def test_a_killed_process_leaves_whole_files_only(store: BlobStore) -> None:
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.root)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.013)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    for sha256 in store.digests():
        assert hashlib.sha256(store.path_of(sha256).read_bytes()).hexdigest() == sha256
    assert len(list(store.digests())) >= 1
