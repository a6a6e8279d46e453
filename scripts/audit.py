"""Known vulnerabilities of what requirements.lock names, by pip-audit; says plainly where it could learn nothing.

    make audit                     asks the package registry's service (pip-audit's own default)
    make audit AUDIT='-s osv'      asks another; what stands there goes to pip-audit

pip-audit passes over packages that its service does not know and then reports no vulnerability. Here that is no pass:
exit code 0 all packages were looked up and none has one, 1 some have, 2 some or all could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def told(report: Mapping[str, Any]) -> tuple[int, list[str]]:
    """The exit code and the lines for a report of pip-audit."""
    packages = report["dependencies"]
    known = [p for p in packages if "skip_reason" not in p]
    weak = [p for p in known if p["vulns"]]
    lines = [f"{len(known)} of {len(packages)} packages were looked up, {len(weak)} have known vulnerabilities"]
    for package in weak:
        for flaw in package["vulns"]:
            mended = ", ".join(flaw.get("fix_versions") or ()) or "no version yet"
            lines.append(f"  {package['name']} {package['version']}: {flaw['id']}, mended in {mended}")
    if len(known) < len(packages):
        names = ", ".join(p["name"] for p in packages if "skip_reason" in p)
        lines.append(
            "the service asked knows nothing of these, so nothing is said of them (is this registry a mirror without "
            f"advisories? try another network, or AUDIT='-s osv'): {names}"
        )
    return (1 if weak else 0 if len(known) == len(packages) else 2), lines


def main(more: Sequence[str]) -> int:
    command = [str(ROOT / ".audit/bin/pip-audit"), "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["--format", "json", "-r", str(ROOT / "requirements.lock"), *more]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        code, lines = told(json.loads(done.stdout))
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        code, lines = 2, [f"no package was looked up: pip-audit ended without a report: {last}"]
    print(*lines, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
