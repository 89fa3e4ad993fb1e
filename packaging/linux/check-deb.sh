#!/bin/sh
# Tries the .deb as a clerk's machine would meet it: in a clean Debian root without build tools, and once the libraries of
# a desktop are there without a network. Needs root, debootstrap, unshare, dpkg-deb, Xvfb and xdotool.
# Usage: check-deb.sh nianbao_0.1.0_amd64.deb [SUITE]; PICTURE=window.png takes a picture of the window
set -eu
deb=$(readlink -f "$1") suite=${2:-bookworm}
roots=${ROOTS:-/var/tmp/nianbao-roots} # never within build/: make clean would follow what is mounted there
mkdir -p "$roots"
root=$(readlink -f "$roots")/$suite
work=$(mktemp -d)
display=:$((90 + $$ % 900))

step() { printf '%s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
become() { exec unshare --net chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
inside() { (become "$@"); }
clean_up() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    for place in proc tmp/.X11-unix; do umount "$root/$place" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean_up EXIT

if [ ! -e "$root/usr/bin/dpkg" ]; then
    step "1. a clean Debian root ($suite)"
    debootstrap --variant=minbase "$suite" "$root" >"$work/log" 2>&1 || { tail -n 5 "$work/log"; fail debootstrap; }
fi
step "2. the libraries that a desktop has: what the package depends on, and a Chinese font"
cp "$deb" "$root/root/new.deb"
chroot "$root" env DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get -q update && apt-get -q -y purge nianbao
    apt-get -q -y --no-install-recommends install $(dpkg-deb -f /root/new.deb Depends |
        sed "s/([^)]*)//g; s/,/\n/g" | while read -r first bar second; do
            apt-cache show "$first" >/dev/null 2>&1 && echo "$first" || echo "$second"; done) \
        fonts-wqy-zenhei shared-mime-info desktop-file-utils' >"$work/log" 2>&1 || { tail -n 5 "$work/log"; fail "the libraries"; }
if chroot "$root" sh -c 'command -v gcc python3 pip'; then fail "build tools in the root"; fi

rm -rf "$root/root/.config" "$root/root/.local" "$root"/root/*.nianbao
mkdir -p "$root/tmp/.X11-unix" "$root/proc"
mount -t proc proc "$root/proc"
mkdir -p /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
Xvfb "$display" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
tries=0
until [ -S "/tmp/.X11-unix/X${display#:}" ]; do
    tries=$((tries + 1)) && [ "$tries" -lt 100 ] || fail "Xvfb"
    sleep 0.1
done

step "3. an older version, installed without a network"
dpkg-deb -R "$deb" "$work/older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$work/older/DEBIAN/control"
dpkg-deb -Zgzip -z1 --root-owner-group -b "$work/older" "$root/root/old.deb" >/dev/null
inside dpkg -i /root/old.deb >"$work/log" 2>&1 || { cat "$work/log"; fail "installing"; }
inside DISPLAY="$display" nianbao --quit-when-shown || fail "its window"
report=/root/我的年报.nianbao
inside nianbao next /usr/lib/nianbao/_internal/nianbao/resources/samples/*.xlsx "$report" >/dev/null 2>&1 ||
    inside sh -c "nianbao next /usr/lib/nianbao/_internal/nianbao/resources/samples/*.xlsx $report" >/dev/null
inside DISPLAY="$display" nianbao --quit-when-shown "$report" || fail "its window with a report"
settings=$root/root/.config/nianbao/settings.json
grep -q nianbao "$settings" || fail "no recent file was remembered"
before=$(cat "$settings" "$root$report" | sha256sum)

step "4. this version over it: $(dpkg-deb -f "$deb" Version), $(du -sm "$work/older/usr" | cut -f1) MiB installed"
inside dpkg -i /root/new.deb >"$work/log" 2>&1 || { cat "$work/log"; fail "upgrading"; }
[ "$(cat "$settings" "$root$report" | sha256sum)" = "$before" ] || fail "upgrading changed settings or a report"
inside nianbao --version

step "   a damaged package is refused, and what is installed goes on working"
cp "$deb" "$root/root/damaged.deb"
printf 'damage' | dd of="$root/root/damaged.deb" bs=1 seek=$(($(stat -c %s "$deb") / 2)) conv=notrunc 2>/dev/null
if inside dpkg -i /root/damaged.deb >"$work/log" 2>&1; then fail "a damaged package was installed"; fi
rm "$root/root/damaged.deb"
[ -z "$(inside dpkg --audit)" ] || fail "a damaged package left something half installed"
inside nianbao check "$report" >/dev/null 2>"$work/log" || [ ! -s "$work/log" ] || { cat "$work/log"; fail "the installed one"; }

step "5. the window under Xvfb, with the report and without"
inside DISPLAY="$display" nianbao --quit-when-shown || fail "the window"
inside DISPLAY="$display" nianbao --quit-when-shown "$report" || fail "the window with a report"
if [ -n "${PICTURE:-}" ]; then
    become DISPLAY="$display" nianbao "$report" &
    window=$!
    DISPLAY=$display timeout 30 xdotool search --sync --onlyvisible --name . >/dev/null
    sleep 2
    DISPLAY=$display import -window root "$PICTURE"
    kill "$window"
    wait "$window" 2>/dev/null || true
fi

step "6. nianbao --self-test, in the window and without a screen"
inside DISPLAY="$display" nianbao --self-test 2>"$work/errors" || { cat "$work/errors"; fail "the self-test"; }
inside nianbao --self-test >"$work/log" 2>&1 || { cat "$work/log"; fail "the self-test without a screen"; }
status=0
inside nianbao 2>"$work/log" || status=$?
[ "$(grep -c "u81ea.u68c0" "$settings")" = 0 ] || fail "the self-test left its files among the recent ones"
[ "$status" = 2 ] && grep -q 屏幕 "$work/log" || fail "no sentence about the missing screen"
sed 's/^/   without a screen: /' "$work/log"
status=0
inside DISPLAY=:4711 nianbao 2>"$work/log" || status=$?
[ "$status" = 2 ] && grep -q 屏幕 "$work/log" || fail "no sentence about a screen that does not answer"
inside sh -c 'nianbao --self-test >&- 2>&-' || fail "the self-test without a console"

step "7. what the desktop is told: menu, kind of file, icons"
inside desktop-file-validate /usr/share/applications/nianbao.desktop || fail "desktop entry"
inside grep -q nianbao.desktop /usr/share/applications/mimeinfo.cache || fail "not opened by a double click"
inside grep -q 'application/x-nianbao:\*.nianbao' /usr/share/mime/globs2 ||
    inside grep -q 'application/x-nianbao' /usr/share/mime/globs2 || fail "kind of file"

before=$(cat "$settings" "$root$report" | sha256sum) # the window remembers its size, say
step "8. removed and purged: reports, settings and recent files stay"
inside dpkg --purge nianbao >"$work/log" 2>&1 || { cat "$work/log"; fail "removing"; }
[ "$(cat "$settings" "$root$report" | sha256sum)" = "$before" ] || fail "purging changed settings or a report"
left=$(inside find /usr /etc /var/lib -path '*nianbao*' ! -path '*/dpkg/*' ! -path '*/apt/*' || true)
[ -z "$left" ] || fail "left behind: $left"
step "all well"
