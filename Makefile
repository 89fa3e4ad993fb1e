# The only commands anyone types, continuous integration too. Anything with a branch in it is a script in packaging/.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench fuzz soak package screens clean

PY := .venv/bin/python
READY := .venv/.ready
ARGS ?=

help: ## 列出这些命令 (list the commands)
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

setup: $(READY) ## 准备运行环境，各命令会自动执行 (set up; done when first needed)

$(READY): pyproject.toml packaging/setup.sh packaging/system.sh
	@sh packaging/setup.sh
	@touch "$@"

run: $(READY) ## 打开程序；没有屏幕时用样例走一遍 (open it, or run the sample without a screen)
	@sh packaging/run.sh $(ARGS)

test: $(READY) ## 运行测试，如 make test ARGS="-k 结转" (run the tests)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest --numprocesses auto --dist loadfile $(ARGS)

lint: $(READY) ## 检查代码规范、类型和依赖方向 (style, types, who may import whom)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/test_architecture.py -q

bench: $(READY) ## 测量速度 (measure)
	QT_QPA_PLATFORM=offscreen $(PY) tests/bench/run.py $(ARGS)

fuzz: $(READY) ## 用损坏的文件、随时断电和胡乱操作试两分钟 (damaged files, kills and careless clerks, for two minutes)
	QT_QPA_PLATFORM=offscreen $(PY) tests/fuzz/run.py $(ARGS)

soak: $(READY) ## 连续修改十万次，看内存和文件长不长 (100,000 edits: memory and file size)
	QT_QPA_PLATFORM=offscreen PYTHONPATH=tests $(PY) tests/reliability/soak.py $(ARGS)

package: $(READY) ## 生成安装包到 dist/，如 make package ARGS=deb (build the packages)
	$(PY) packaging/build.py $(ARGS)

screens: $(READY) ## 重新生成 docs/screens 里的屏幕图 (make the screens of docs/screens anew)
	$(PY) docs/screens/make.py

clean: ## 删除生成的文件，保留 .venv (delete what was generated)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
