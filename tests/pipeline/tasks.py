"""Handlers that misbehave in every way, for workers under spawn."""

from __future__ import annotations

import os
import time
from collections.abc import Callable


def quickly(payload: bytes) -> bytes:
    return payload.upper()


def _misbehave(payload: bytes) -> bytes:
    word, _, rest = payload.decode().partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    elif word == "eat":
        held = [bytearray(b"x") * (50 << 20) for _ in range(200)]
        time.sleep(60)
        del held
    elif word == "exit":
        os._exit(3)
    elif word == "abort":
        os.abort()
    elif word == "raise":
        raise ValueError(rest)
    elif word == "print":
        print("noise")
    elif word == "pid":
        return str(os.getpid()).encode()
    elif word == "threads":
        return os.environ["OMP_NUM_THREADS"].encode()
    elif word == "once" and "USED" in os.environ:  # dies in a worker that has worked before, not in a fresh one
        os._exit(9)
    os.environ["USED"] = "1"
    return b"fine " + payload


def setup() -> dict[str, Callable[[bytes], bytes]]:
    return {"upper": quickly, "do": _misbehave}


def broken_setup() -> dict[str, Callable[[bytes], bytes]]:
    raise RuntimeError("the model is missing")


def dying_setup() -> dict[str, Callable[[bytes], bytes]]:
    os._exit(7)


class Unpreparable:
    def prepare(self) -> None:
        raise RuntimeError("the model is missing")

    def __call__(self, payload: bytes) -> bytes:
        return payload


def unpreparable_setup() -> dict[str, Callable[[bytes], bytes]]:
    return {"do": Unpreparable()}
