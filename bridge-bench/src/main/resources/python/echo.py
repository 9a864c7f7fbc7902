"""The least that a process can do: gives each frame back."""

import sys

source, sink = sys.stdin.buffer.raw, sys.stdout.buffer.raw
while True:
    header = source.read(4)
    if not header:
        break
    length = int.from_bytes(header, "big")
    body = source.read(length)
    while len(body) < length:
        body += source.read(length - len(body))
    sink.write(header + body)
