"""An environment of its own for a program that Fanlight is compared with, from the package registry."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def peer_environment(requirements: Sequence[str]) -> Path:
    """The Python of the peer's environment, made once under the user's cache folder.

    Parameters
    ----------
    requirements
        What is installed, the peer itself first, pinned: ["csc-validator-be-cin==0.1.13", "numpy<2"].

    Raises
    ------
    SystemExit
        When the registry does not give it.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    home = cache / "fanlight" / requirements[0]
    python = home / "bin" / "python"
    if not (home / "made").exists():
        install = [str(python), "-m", "pip", "install", "--quiet", *requirements]
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        if subprocess.run(install).returncode:
            sys.exit(f"{requirements[0]} cannot be had from the package registry")
        (home / "made").touch()
    return python
