"""Reads frames and answers each with an empty one."""

import os
import sys

source = sys.stdin.buffer
while True:
    header = source.read(4)
    if not header:
        break
    source.read(int.from_bytes(header, "big"))
    os.write(1, bytes(4))
