#!/bin/sh
# Opens the window; on a machine without a screen does the main job with the bundled sample, from last year's Excel file
# to this year's Word file, and says what it did.
set -eu
cd "$(dirname "$0")/.."
nianbao=.venv/bin/nianbao

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec "$nianbao" "$@"
fi

set -- resources/samples/*.xlsx
sample=$PWD/$1
out=$PWD/build/run
report=$out/report.nianbao
word=$out/report.docx
findings=$out/check.txt
mkdir -p "$out"
rm -f "$report" "$word" "$findings" # the program never overwrites an existing file

echo "这台机器没有屏幕，改用自带的样例走一遍主要流程（有屏幕时 make run 打开窗口）。"
echo
echo "1. 读入上年年报，新建本年年报"
"$nianbao" next "$sample" "$report"

echo "2. 对照上年，检查本年年报"
status=0
"$nianbao" check "$report" --last "$sample" >"$findings" || status=$?
if [ "$status" -gt 1 ]; then exit "$status"; fi # 1: there are findings, which is what a check is for
head -n 20 "$findings"
lines=$(wc -l <"$findings")
if [ "$lines" -gt 20 ]; then echo "……共 $((lines)) 行，其余见下面的检查结果文件。"; fi

echo "3. 导出 Word"
"$nianbao" convert "$report" "$word"

echo
echo "上年年报（样例）：$sample"
echo "本年年报：        $report"
echo "检查结果：        $findings"
echo "Word 文件：       $word"
