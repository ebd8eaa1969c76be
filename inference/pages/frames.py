"""Messages between a process and its helper: some facts as JSON, and bytes."""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_HEAD = struct.Struct(">II")

Message = tuple[dict[str, Any], bytes]


def send(stream: IO[bytes], facts: Mapping[str, Any], data: bytes = b"") -> None:
    """Write a message; raises OSError when nobody reads any more."""
    packed = json.dumps(facts).encode("utf-8")
    stream.write(_HEAD.pack(len(packed), len(data)))
    stream.write(packed)
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """The next message; None when the other side has ended, be it in the middle of one."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    facts_size, data_size = _HEAD.unpack(head)
    packed, data = stream.read(facts_size), stream.read(data_size)
    if len(packed) < facts_size or len(data) < data_size:
        return None
    return json.loads(packed), data
