"""What every process of the assistant does first: die with its parent, log without personal data."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys

from bot.gateway.privacy import MaskingFormatter

PROGRESS = "@progress "
"""Begins a line that tells how far a build is: then JSON with ``label``, ``done`` and ``total``."""
_PR_SET_PDEATHSIG = 1
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def prepare() -> None:
    """Set up a child process: quiet libraries, masked log on standard error, no life after its parent."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    die_with_parent()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskingFormatter(_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)


def skip_unused_imports() -> None:
    """Keep TensorFlow from importing jax, which only its model converter uses: 3 s of each start of Rasa.

    TensorFlow takes a failing import of jax for "not installed".
    """
    sys.modules.setdefault("jax", None)  # type: ignore[arg-type]


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it ends, even by ``kill -9``.

    ``HOISO_PARENT`` holds that process' id: should it be gone already, end at once. Linux only; elsewhere
    the supervisor's own clean-up has to do.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = os.environ.get("HOISO_PARENT")
    if not parent:
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        os._exit(1)
