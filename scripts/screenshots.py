"""Screenshots of the desk on the invented dispatches, for the README: `make screenshots` (needs Chromium)."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from dateline import world
from dateline.casefile import Casefile
from dateline.cli_desk import Stages
from dateline.ingest import documents
from dateline.serve import Desk, make_app

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "images"
SIZES = {"1440": (1440, 1000), "390": (390, 844)}
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def main() -> int:
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        print("no Chromium on this machine (Debian: apt install chromium)", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "demo.case"
        with Casefile(case, create=True) as file:
            world.read_into(file, documents([str(ROOT / "examples")]))
        config = uvicorn.Config(make_app(Desk(case, Stages())), port=8765, log_level="error")
        server = uvicorn.Server(config)
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto("http://127.0.0.1:8765/")
                page.wait_for_selector(".canvas[data-drawn][data-named]", timeout=60_000)
                page.screenshot(path=OUT / f"desk-incidents-{name}.png")
                page.click(".list tbody tr:first-child a")
                page.wait_for_selector(".claim")
                page.screenshot(path=OUT / f"desk-incident-{name}.png")
                page.click(".claim .from a >> nth=0")
                page.wait_for_selector(".text mark.on")
                page.screenshot(path=OUT / f"desk-report-{name}.png")
                page.close()
            browser.close()
        server.should_exit = True
    print(f"written to {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
