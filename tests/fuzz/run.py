"""`make fuzz`: injured files for every reader and for documents, kills, days of a careless clerk; bounded in time.

    run.py [SECONDS] [TARGET…]      seconds for all targets together, 90 if not said; targets are endings, all if none

What is found lies in build/fuzz, and becomes a test. Exit status 1 when anything was found.
"""

import faulthandler
import json
import os
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
FOUND = HERE.parent.parent / "build" / "fuzz"
PATIENCE = 20  # seconds for one input
MEMORY = 3 << 30  # bytes of a worker


def main() -> int:
    """Run every target in a process of its own, so that what kills it is found too."""
    if sys.argv[1:2] == ["--worker"]:
        return work(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 90.0
    names = sys.argv[2:] or [".nianbao", ".docx", ".xlsx", ".xls", ".ods", ".html", ".txt", ".json", ".pdf"]
    FOUND.mkdir(parents=True, exist_ok=True)
    bad = 0
    for name in names:
        told, faults = _fuzz(name, seconds / len(names))
        bad += faults
        print(f"{name:9} {sum(told.values()):7} 个输入，{faults} 个问题  {dict(told)}", flush=True)
    return 1 if bad else 0


def _fuzz(name: str, seconds: float) -> tuple[Counter[str], int]:
    told: Counter[str] = Counter()
    faults, end, seed = 0, time.monotonic() + seconds, int(time.time())
    while (left := end - time.monotonic()) > 0:
        current = FOUND / f"current{name}"
        command = [sys.executable, __file__, "--worker", name, str(left), str(seed)]
        environment = {**os.environ, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as worker:
            assert worker.stdout is not None
            for line in worker.stdout:
                outcome = json.loads(line)
                if "fault" in outcome:
                    faults += 1
                    print(f"  {name}: {outcome['fault']}", flush=True)
                else:
                    told.update(outcome)
        if worker.returncode == 0:
            break
        faults += 1
        kept = FOUND / f"killed-{seed}{name}"
        if current.exists():
            current.rename(kept)
        print(f"  {name}: the process died with {worker.returncode}: {kept}", flush=True)
        seed += 1
    return told, faults


def work(name: str, seconds: float, seed: int) -> int:
    """Injure and use files until the time is over; each input lies on disk while it is used."""
    from targets import targets

    faulthandler.enable()
    if sys.platform.startswith("linux"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    target, random, told = targets()[name], Random(seed), Counter[str]()
    current, seen, end = FOUND / f"current{name}", set[str](), time.monotonic() + seconds
    while time.monotonic() < end:
        data = target.injure(random.choice(target.seeds), target.seeds, random)
        current.write_bytes(data)
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        began = time.monotonic()
        try:
            told[target.use(data)] += 1
        except Exception:  # noqa: BLE001  whatever it is, it is a fault
            told["wrong"] += 1
            _keep(name, data, seen)
        faulthandler.cancel_dump_traceback_later()
        if time.monotonic() - began > PATIENCE / 4:
            told["slow"] += 1
    current.unlink()
    print(json.dumps(told), flush=True)
    return 0


def _keep(name: str, data: bytes, seen: set[str]) -> None:
    """Keep the input of a fault, one for each place in the code."""
    trace = traceback.format_exc().strip().splitlines()
    where = "".join(line.strip() for line in trace if line.strip().startswith("File"))
    if where in seen:
        return
    seen.add(where)
    path = FOUND / f"fault-{int(time.time())}-{len(seen)}{name}"
    path.write_bytes(data)
    path.with_suffix(f"{name}.trace").write_text("\n".join(trace), encoding="utf-8")
    print(json.dumps({"fault": f"{trace[-1][:200]} ({path})"}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
