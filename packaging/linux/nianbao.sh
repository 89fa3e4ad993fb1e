#!/bin/sh
# Starts 年报 from where it lies: the folder beside this file, or /usr/lib. Says in a sentence when the machine will not do.
glibc=@GLIBC@ machine=@MACHINE@

tell() {
    printf '%s\n' "$1" >&2
    [ -t 2 ] && return
    # started by a double click: nobody sees what is written
    if command -v zenity >/dev/null 2>&1; then zenity --error --title=年报 --text="$1"
    elif command -v kdialog >/dev/null 2>&1; then kdialog --title 年报 --error "$1"
    elif command -v notify-send >/dev/null 2>&1; then notify-send 年报 "$1"
    elif command -v xmessage >/dev/null 2>&1; then xmessage -center "$1"
    fi 2>/dev/null
}

is_older() { # is_older 2.27 2.28
    [ "${1%%.*}" -lt "${2%%.*}" ] || { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -lt "${2#*.}" ]; }
}

here=$(dirname "$(readlink -f "$0")")
program=$here/program/nianbao
[ -x "$program" ] || program=$here/../lib/nianbao/nianbao
if [ ! -x "$program" ]; then
    tell "年报的程序文件不全，请重新安装或重新解压。"
    exit 2
fi

this=$(uname -m)
if [ "$this" != "$machine" ]; then
    tell "这台电脑的处理器是 $this，这个安装包只能在 $machine 上运行，请换用对应的安装包。"
    exit 2
fi
found=$(getconf GNU_LIBC_VERSION 2>/dev/null) || found=
found=${found#glibc }
case $found in
    [0-9]*.[0-9]*)
        if is_older "$(printf %s "$found" | cut -d. -f1,2)" "$glibc"; then
            tell "这台电脑的系统太旧（glibc $found），年报需要 glibc $glibc 以上，请升级系统或换一台电脑。"
            exit 2
        fi
        ;;
esac
exec "$program" "$@"
