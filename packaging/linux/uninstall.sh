#!/bin/sh
# 卸载本用户的年报；年报文件、设置和最近的文件都保留。
# (Takes away what install.sh put there; reports and settings stay.)
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$HOME/.local/lib/nianbao

rm -f "$HOME/.local/bin/nianbao" "$data/applications/nianbao.desktop" "$data/mime/packages/nianbao.xml"
rm -f "$data"/icons/hicolor/*/apps/nianbao.png "$data"/icons/hicolor/*/mimetypes/application-x-nianbao.png
rm -rf "$place"
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database "$data/applications" || true; fi
echo "年报已卸载。年报文件和设置都没有动。"
