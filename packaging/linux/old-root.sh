#!/bin/sh
# Builds the Linux packages against glibc 2.28, which UOS 20 and Kylin V10 have, on any Debian machine: in a root of
# Debian 11, with a Python compiled there. The result is in dist/ as that of `make package` is.
# Needs root, debootstrap and a mirror of Debian's; ten minutes the first time.
# Usage: old-root.sh [build.py's ARGUMENTS]
set -eu
cd "$(dirname "$0")/../.."
root=${ROOTS:-/var/tmp/nianbao-roots}/old # never within build/: make clean would follow what is mounted there
suite=bullseye newer=bookworm # the root, and where the sources of Python and SQLite come from

inside() {
    chroot "$root" env -i PATH=/opt/python/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        SOURCE_DATE_EPOCH="$moment" PIP_CERT="$certificates" ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} "$@"
}
clean_up() { umount "$root/proc" 2>/dev/null || true; }
trap clean_up EXIT

moment=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
mkdir -p "$root"
[ -e "$root/usr/bin/dpkg" ] || debootstrap --variant=minbase "$suite" "$root"
mkdir -p "$root/src" "$root/root/sources"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/"

# those of this machine: it may know a proxy of its office
certificates=/etc/ssl/certs/ca-certificates.crt
mkdir -p "$root/etc/ssl/certs"
cp "$certificates" "$root$certificates"

if [ ! -x "$root/opt/python/bin/python3.11" ]; then
    # the libraries of a desktop beside the tools: PyInstaller packs some and must find the others
    inside sh -c 'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install \
        build-essential binutils ca-certificates pkg-config tcl xz-utils git libbz2-dev libffi-dev liblzma-dev libssl-dev \
        zlib1g-dev libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libwayland-client0 \
        libwayland-cursor0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
        libxcb-shape0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon0 libxkbcommon-x11-0'
    mirror=$(sed -n 's/^deb \([^ ]*\) .*/\1/p' "$root/etc/apt/sources.list" | head -n 1)
    echo "deb-src $mirror $newer main" >"$root/etc/apt/sources.list.d/sources.list"
    # these five functions of libm have newer versions since 2.29, which differ in errno only; Debian's own SQLite lacks
    # what a document is read and written with (serialize)
    cat >"$root/root/compile.sh" <<'END'
set -eu
cd /root/sources
apt-get -q update
apt-get source --download-only python3.11 sqlite3
rm /etc/apt/sources.list.d/sources.list
for function in exp exp2 log log2 pow; do
    printf '__asm__(".symver %s,%s@GLIBC_2.2.5");\n' "$function" "$function"
done >/root/older-glibc.h
export CFLAGS="-O2 -fPIC -include /root/older-glibc.h"
rm -rf sqlite3-*/ Python-*/
tar xf sqlite3_*.orig.tar.xz
tar xf python3.11_*.orig.tar.*
(cd sqlite3-*/ && ./configure --disable-shared --disable-tcl --disable-readline && make libsqlite3.la sqlite3.h)
mkdir -p /opt/sqlite/lib /opt/sqlite/include
cp sqlite3-*/sqlite3.h /opt/sqlite/include/
gcc -shared -o /opt/sqlite/lib/libsqlite3.so.0 -Wl,-soname,libsqlite3.so.0 \
    -Wl,--whole-archive sqlite3-*/.libs/libsqlite3.a -Wl,--no-whole-archive -lm -ldl -lpthread
ln -sf libsqlite3.so.0 /opt/sqlite/lib/libsqlite3.so
cd Python-*/
# sem_clockwait came with 2.30
ac_cv_func_sem_clockwait=no LIBSQLITE3_CFLAGS=-I/opt/sqlite/include LIBSQLITE3_LIBS="-L/opt/sqlite/lib -lsqlite3" \
    LDFLAGS="-Wl,-rpath,/opt/python/lib:/opt/sqlite/lib" \
    ./configure --prefix=/opt/python --enable-shared --without-static-libpython
make -j"$(nproc)"
make install
/opt/python/bin/python3.11 -c "import sqlite3, ssl, lzma, bz2, ctypes; sqlite3.Connection.serialize"
END
    echo "正在编译 Python，约需五分钟……"
    inside sh /root/compile.sh >"$root/root/compile.log" 2>&1 || { tail -n 20 "$root/root/compile.log"; exit 1; }
fi
find "$root/src" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
tar cf - --exclude=./build --exclude=./dist --exclude=./.venv --exclude=./.git . | tar xf - -C "$root/src"
inside sh -c "cd /src && python3.11 packaging/build.py ${*:-folder tar deb} && python3.11 packaging/elf.py build/package/frozen/nianbao 2.28"
mkdir -p dist
cp "$root"/src/dist/* dist/
(cd dist && sha256sum nianbao* >SHA256SUMS) # of what was there before, too
