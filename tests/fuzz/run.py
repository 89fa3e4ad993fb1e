"""`make fuzz`: injured files for every reader and for documents, kills, days of a careless clerk; bounded in time.

    run.py [SECONDS] [TARGET…]      seconds for all targets together, 75 if not said; targets are endings, all if none

Without targets, kills and careless clerks come after the files. What is found lies in build/fuzz, and becomes a test.
Exit status 1 when anything was found.
"""

import faulthandler
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
FOUND = HERE.parent.parent / "build" / "fuzz"
TYPIST = HERE.parent / "reliability" / "typist.py"
MODEL = HERE.parent / "reliability" / "test_model.py"
NAMES = (
    *(".nianbao", ".docx", ".xlsx", ".xls", ".ods", ".html", ".txt", ".md", ".json", ".pdf"),
    *(".clip-html", ".clip-text", ".template", ".settings"),
)
DAYS = 60
PATIENCE = 20  # seconds for one input
MEMORY = 3 << 30  # bytes of a worker


def main() -> int:
    """Run every target in a process of its own, so that what kills it is found too."""
    if sys.argv[1:2] == ["--worker"]:
        code = work(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
        sys.stdout.flush()
        os._exit(code)  # widgets that nobody took down are not what is tried here
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 75.0
    names = sys.argv[2:] or NAMES
    FOUND.mkdir(parents=True, exist_ok=True)
    bad = 0
    for name in names:
        told, faults = _fuzz(name, seconds / len(names))
        bad += faults
        tell(f"{name:9} {sum(told.values()):7} 个输入，{faults} 个问题  {dict(told)}")
    if len(sys.argv) <= 2:
        bad += _kills() + _days()
    return 1 if bad else 0


def _kills() -> int:
    """Programs killed while they write: how many documents were neither as before nor as after."""
    lost, count = 0, 0
    seed = str(int(time.time()))
    for mode, trials, life in (("flushing", "200", "60"), ("typing", "24", "2500")):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, str(TYPIST), folder, trials, mode, life, seed]
            done = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=True)
        for trial in map(json.loads, done.stdout.splitlines()):
            count += 1
            least = max(trial["saved"], trial["second_ago"])
            if not least <= trial["found"] <= trial["typed"]:
                lost += 1
                tell(f"  killed: {trial}")
    tell(f"killed    {count:7} 次，{lost} 次丢失")
    return lost


def _days() -> int:
    """Clerks who do anything in any order: the state machine of the tests, on days that it has not seen."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(MODEL)]
    environment = {**_environment(), "NIANBAO_DAYS": str(DAYS)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    tell(f"clerks    {DAYS:7} 天，{'没有问题' if done.returncode == 0 else done.stdout[-3000:]}")
    return int(done.returncode != 0)


def _environment() -> dict[str, str]:
    """The settings and the state of whoever fuzzes are not touched."""
    places = {name: str(FOUND / "home") for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")}
    return {**os.environ, **places, "PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"}


def tell(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fuzz(name: str, seconds: float) -> tuple[Counter[str], int]:
    told: Counter[str] = Counter()
    faults, end, seed = 0, time.monotonic() + seconds, int(time.time())
    while (left := end - time.monotonic()) > 0:
        current = FOUND / f"current{name}"
        command = [sys.executable, __file__, "--worker", name, str(left), str(seed)]
        with (
            (FOUND / f"stderr{name}.txt").open("ab") as noise,  # libraries complain there of what they refuse
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=noise, text=True, env=_environment()) as worker,
        ):
            assert worker.stdout is not None
            for line in worker.stdout:
                outcome = json.loads(line)
                if "fault" in outcome:
                    faults += 1
                    tell(f"  {name}: {outcome['fault']}")
                else:
                    told.update(outcome)
        if worker.returncode == 0:
            break
        faults += 1
        kept = FOUND / f"killed-{seed}{name}"
        if current.exists():
            current.rename(kept)
        tell(f"  {name}: the process died with {worker.returncode}: {kept}")
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
    tell(json.dumps(told))
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
    tell(json.dumps({"fault": f"{trace[-1][:200]} ({path})"}))


if __name__ == "__main__":
    sys.exit(main())
