#!/bin/sh
# All that must be there before the program can start: a Python that fits, the system's libraries, and .venv with the
# program and its development tools in it. Safe to repeat: what is there and works is kept.
# PYTHON=python3.12 in the environment names the Python to try first.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

# Below 3.11 the language lacks what we use; above 3.13 the Qt that still runs on UOS and Kylin has no packages.
fits='import sqlite3, ssl, sys; sqlite3.Connection.serialize; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

# Runs each one: the shims of pyenv exist, but may refuse to start.
find_python() {
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$name" -c "$fits" >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

python=$(find_python) || fail "没有找到可用的 Python：需要 Python 3.11、3.12 或 3.13（带 sqlite3 和 ssl 模块），\
请先安装，例如 apt-get install python3 python3-venv。
(Python 3.11, 3.12 or 3.13 with sqlite3 and ssl is needed and was not found.)"

if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    sh packaging/system.sh
else # Debian and Ubuntu keep this half of venv in a package of its own
    sh packaging/system.sh "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi

if ! { .venv/bin/python -c "$fits" && .venv/bin/python -m pip --version; } >/dev/null 2>&1; then
    say "正在建立运行环境 .venv（$("$python" --version)）……"
    "$python" -m venv --clear .venv || fail "运行环境 .venv 没有建成，原因见上。(The virtual environment could not be made.)"
fi

say "正在安装程序及其依赖，首次约需一两分钟…… (installing the program and what it needs)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' ||
    fail "依赖没有装全，原因见上。请检查网络后重试。(Installing failed, see above; check the network and try again.)"
