#!/bin/sh
# 把年报装到本用户的菜单里，不需要管理员；再次运行即为升级。
# (Installs for this user only: into ~/.local, with menu entry, icons and the kind of .nianbao files.)
set -eu
here=$(dirname "$(readlink -f "$0")")
data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$HOME/.local/lib/nianbao

if [ "$here" = "$(readlink -f "$place" 2>/dev/null)" ]; then
    echo "年报已经装在这里：$place"
    exit 0
fi
mkdir -p "$HOME/.local/lib" "$HOME/.local/bin" "$data/applications" "$data/mime/packages"
rm -rf "$place.new" "$place.old"
cp -R "$here" "$place.new"
if [ -e "$place" ]; then mv "$place" "$place.old"; fi
mv "$place.new" "$place"
rm -rf "$place.old"

ln -sf "$place/nianbao" "$HOME/.local/bin/nianbao"
# as the desktop entry specification wants an argument with blanks in it
sed "s|@PROGRAM@ %f|\"$place/nianbao\" %f|; s|@PROGRAM@|$place/nianbao|" "$place/share/nianbao.desktop" \
    >"$data/applications/nianbao.desktop"
cp "$place/share/nianbao-mime.xml" "$data/mime/packages/nianbao.xml"
for icon in "$place"/share/icons/nianbao-*.png; do
    size=${icon##*-}
    size=${size%.png}
    mkdir -p "$data/icons/hicolor/${size}x$size/apps" "$data/icons/hicolor/${size}x$size/mimetypes"
    cp "$icon" "$data/icons/hicolor/${size}x$size/apps/nianbao.png"
    cp "$place/share/icons/document-$size.png" "$data/icons/hicolor/${size}x$size/mimetypes/application-x-nianbao.png"
done
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database "$data/applications" || true; fi
echo "年报已装好，可以从菜单打开，也可以双击 .nianbao 文件。卸载：sh \"$place/uninstall.sh\""
