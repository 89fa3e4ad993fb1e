#!/bin/sh
# PySide6 comes from PyPI, but links to libraries of the system, and a Chinese program needs a Chinese font.
# Installs with apt what is missing. Where that cannot be done it says what is missing and how to get it, and carries
# on: a machine that is fitted in another way must work.
# Usage: system.sh [DEBIAN_PACKAGE...]   the packages named are wanted too
set -eu
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*" >&2; }

# What QtCore, QtGui, QtWidgets and the platform plug-ins xcb, wayland and offscreen link to (readelf -d, PySide6 6.8
# and 6.9), and the Debian packages it is in: renamed ones as alternatives, the newer name first.
libraries() {
    cat <<'END'
libEGL.so.1             libegl1
libGL.so.1              libgl1
libglib-2.0.so.0        libglib2.0-0t64|libglib2.0-0
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libX11.so.6             libx11-6
libX11-xcb.so.1         libx11-xcb1
libxcb.so.1             libxcb1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render.so.0      libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-shm.so.0         libxcb-shm0
libxcb-sync.so.1        libxcb-sync1
libxcb-util.so.1        libxcb-util1|libxcb-util0
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libwayland-client.so.0  libwayland-client0
libwayland-cursor.so.0  libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1
END
}

installed() {
    dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q ' ok installed$'
}

has_chinese_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh file)" ]
}

# Every package, or group of alternatives a|b, of which nothing is installed.
missing_packages() {
    wanted="$(libraries | sed 's/.* //') $*"
    has_chinese_font || wanted="$wanted fonts-noto-cjk"
    for group in $wanted; do
        found=
        for name in $(printf '%s' "$group" | tr '|' ' '); do
            if installed "$name"; then found=yes; fi
        done
        [ -n "$found" ] || printf '%s\n' "$group"
    done
}

# The first name of each group that apt knows; a group that it does not know is left out.
known_to_apt() {
    for group in "$@"; do
        for name in $(printf '%s' "$group" | tr '|' ' '); do
            if apt-cache show "$name" >/dev/null 2>&1; then
                printf '%s\n' "$name"
                break
            fi
        done
    done
}

may_install() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

apt_get() {
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"
    [ "$(id -u)" = 0 ] || set -- sudo "$@"
    "$@" >&2
}

install_with_apt() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if may_install; then
        say "正在安装系统组件…… (installing system packages)"
        apt_get update || say "软件源没有全部更新成功，继续尝试安装。"
        # shellcheck disable=SC2086,SC2046  # one word each
        apt_get install -y --no-install-recommends $(known_to_apt $missing) || true
        missing=$(missing_packages "$@")
        [ -n "$missing" ] || return 0
    fi
    # shellcheck disable=SC2086,SC2046
    set -- $(known_to_apt $missing)
    # shellcheck disable=SC2046
    [ $# -gt 0 ] || set -- $(printf '%s\n' "$missing" | sed 's/|.*//') # apt has no lists yet
    say "缺少系统组件。请让管理员执行：apt-get install $*"
    say "(System packages are missing: the command above installs them; carrying on without.)"
}

# Any other Linux: package names differ, so the libraries are named by their files.
name_what_is_missing() {
    known=$(ldconfig -p 2>/dev/null) || return 0
    missing=
    for library in $(libraries | sed 's/ .*//'); do
        case $known in *"$library "*) ;; *) missing="$missing $library" ;; esac
    done
    if command -v fc-list >/dev/null 2>&1 && ! has_chinese_font; then missing="$missing 中文字体（如 Noto CJK）"; fi
    [ -z "$missing" ] && return 0
    say "缺少系统组件：${missing# }。请用本系统的软件管理器安装后再试。"
    say "(The system libraries named above are missing: install them with the package manager; carrying on without.)"
}

if [ "$(uname -s)" != Linux ]; then
    exit 0 # macOS: Qt and Chinese fonts are complete there
elif command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    install_with_apt "$@"
else
    name_what_is_missing
fi
