"""The workflows name what is there: scripts, commands, jobs and the files that one job hands to another."""

import re
from pathlib import Path

import facts
import pytest
from linux_packages import deb_name, name

WORKFLOWS = sorted((facts.ROOT / ".github" / "workflows").glob("*.yml"))
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def jobs(path: Path) -> dict[str, str]:
    """The text of each job by its name."""
    _, _, listed = path.read_text(encoding="utf-8").partition("\njobs:\n")
    names = re.findall(r"^  ([\w-]+):", listed, re.MULTILINE)
    return dict(zip(names, re.split(r"^  [\w-]+:.*\n", listed, flags=re.MULTILINE)[1:], strict=True))


def packages() -> dict[str, str]:
    return jobs(facts.ROOT / ".github" / "workflows" / "packages.yml")


def needed(job: str) -> list[str]:
    found = re.search(r"^    needs: (.*)$", job, re.MULTILINE)
    return re.findall(r"[\w-]+", found.group(1)) if found else []


def test_there_are_workflows_and_each_has_jobs():
    assert [path.stem for path in WORKFLOWS] == ["packages", "tests"]
    assert all(jobs(path) for path in WORKFLOWS)


@every_workflow
def test_a_workflow_is_indented_evenly_and_each_job_has_a_machine_an_end_and_steps(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "\t" not in text
    assert [line for line in text.splitlines() if (len(line) - len(line.lstrip())) % 2] == []
    assert text.count("${{") == text.count("}}")
    for one, job in jobs(path).items():
        for key in ("runs-on", "timeout-minutes", "steps"):
            assert re.search(rf"^    {key}:", job, re.MULTILINE), f"{one}: {key}"


@every_workflow
def test_every_script_and_command_that_a_workflow_runs_is_there(path: Path):
    text = path.read_text(encoding="utf-8")
    scripts = set(re.findall(r"(?<![\w/])(?:another/)?((?:packaging|tests)/[\w/.-]+\.(?:py|sh))", text))
    scripts |= set(re.findall(r"run: (\.ci/\w+)", text))
    assert scripts
    assert [script for script in scripts if not (facts.ROOT / script).is_file()] == []
    targets = re.findall(r"^([a-z]+):", (facts.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= set(targets)


@every_workflow
def test_a_job_waits_only_for_jobs_that_are_there_and_may_not_write_unless_it_releases(path: Path):
    listed = jobs(path)
    assert [one for job in listed.values() for one in needed(job) if one not in listed] == []
    assert [one for one, job in listed.items() if "contents: write" in job] == [
        one for one in listed if one == "release"
    ]
    assert "\npermissions:\n  contents: read\n" in path.read_text(encoding="utf-8")


def test_a_tag_is_released_only_when_it_agrees_and_every_package_was_tried():
    listed = packages()
    waiting, before = ["release"], set[str]()
    while waiting:
        found = set(needed(listed[waiting.pop()])) - before
        before |= found
        waiting += found
    assert before == set(listed) - {"release"}
    assert "if: github.ref_type == 'tag'" in listed["release"]
    assert 'packaging/release.py "$GITHUB_REF_NAME"' in listed["agree"]


def test_what_is_released_goes_with_its_checksums():
    release = packages()["release"]
    assert "sha256sum nianbao* > SHA256SUMS" in release
    assert "gh release create" in release
    assert "files/*" in release


def test_a_job_takes_only_what_another_has_left():
    listed = packages()
    left = {one for job in listed.values() for one in re.findall(r"upload-artifact@\w+\n\s+with:\n\s+name: (\w+)", job)}
    taken = {
        one for job in listed.values() for one in re.findall(r"download-artifact@\w+\n\s+with:\n\s+name: (\w+)", job)
    }
    assert left == {"python", "linux", "windows"}
    assert taken <= left


def test_the_names_that_the_workflow_looks_for_are_those_that_are_built():
    text = "".join(packages().values())
    for pattern, built in (
        ("nianbao_*.deb", deb_name(facts.version())),
        ("nianbao-*-linux-x86_64.tar.gz", f"{name()}.tar.gz"),
    ):
        assert pattern in text
        assert Path(built.replace("aarch64", "x86_64")).match(pattern)


def test_windows_is_tried_with_and_without_a_console_and_after_an_upgrade():
    windows = packages()["windows"]
    assert 'nianbao-console.exe" --self-test' in windows
    assert 'nianbao.exe" -ArgumentList "--self-test"' in windows
    assert windows.count("Start-Process $setup") == 2
