# Façade for people and PGXN clients; CMake does the work.
PG_CONFIG ?= pg_config
DESTDIR ?=
BUILD ?= build
JOBS ?= $(shell nproc)
export PG_CONFIG

CMAKE = cmake -DPG_CONFIG=$(PG_CONFIG)
# Where CMake puts the client: beside psql, on Debian into /usr.
CLIENT_PREFIX = $(shell $(PG_CONFIG) --bindir | sed -E 's,(/lib/postgresql/[0-9]+)?/bin$$,,')
VERSION = $(shell sed -n 's/^   "version": "\(.*\)",/\1/p' META.json)

all:
	$(CMAKE) -S . -B $(BUILD)/release
	cmake --build $(BUILD)/release -j$(JOBS) --target installed

install: all
	DESTDIR="$(DESTDIR)" cmake --install $(BUILD)/release

# Removes what install put there; databases that have the extension drop it first.
uninstall:
	rm -f "$(DESTDIR)$(shell $(PG_CONFIG) --pkglibdir)/pg_xm.so"
	rm -f "$(DESTDIR)$(shell $(PG_CONFIG) --sharedir)"/extension/pg_xm.control "$(DESTDIR)$(shell $(PG_CONFIG) --sharedir)"/extension/pg_xm--*.sql
	rm -f $(foreach file,bin/xm share/man/man1/xm.1 share/bash-completion/completions/xm,"$(DESTDIR)$(CLIENT_PREFIX)/$(file)")

# Against a running server that has pg_xm installed, as PGXN clients call it; says what it lacks.
installcheck:
	@tools/installcheck

# Installs what is missing (Debian 12) or says what to install.
setup:
	@tools/setup

# Builds and passes every test; needs no running server and leaves none.
check: setup
	@tools/check

test: check

# Only the module and the SQL suite, with the server's assertions and the undefined-behaviour
# sanitizer. Part of check.
check-hardened: setup
	tools/check hardened

demo: setup
	@tools/build $(BUILD)/release pg_xm xm
	@demo/run $(if $(INPUT),--input "$(INPUT)")

demo-psql:
	@demo/run --psql

demo-clean:
	@demo/run --clean

bench: setup all
	tools/server run $(BUILD)/release python3 test/bench/run.py
	tools/server run $(BUILD)/release env WRITE=1 python3 test/bench/workspace.py
	tools/server run $(BUILD)/release env WRITE=1 python3 test/bench/acting.py
	tools/server run $(BUILD)/release env WRITE=1 python3 test/bench/merging.py
	tools/server run $(BUILD)/release env WRITE=1 python3 test/bench/words.py
	tools/server run $(BUILD)/release env WRITE=1 XM="$(CURDIR)/$(BUILD)/release/xm" python3 test/bench/client.py
	tools/server run $(BUILD)/release env WRITE=1 XM="$(CURDIR)/$(BUILD)/release/xm" python3 test/bench/report.py

# Fuzzes each input of each type and the files that the client reads; RUNS per target, of NAMES only.
fuzz:
	tools/fuzz $(or $(RUNS),1000000) $(NAMES)

# Rewrites docs/reference.md, and the printed results and pictures in README.md and docs/.
docs: setup all
	tools/server run $(BUILD)/release tools/docs --write

# Shows every picture that is kept in Chromium, in three sizes, light and dark, and checks what can be seen and heard;
# with SHOTS=folder it keeps what it showed there.
browser:
	test/browser/pictures.py $(if $(SHOTS),--shots "$(SHOTS)")

format:
	clang-format -i $(shell git ls-files '*.cpp' '*.hpp')

# The PGXN bundle of the last commit.
dist:
	git archive --format zip --prefix=pg_xm-$(VERSION)/ -o pg_xm-$(VERSION).zip HEAD

# Debian packages for the server of PG_CONFIG and for the client, in build.
deb:
	@tools/setup deb
	@tools/build $(BUILD)/release installed
	@tools/deb

clean:
	cmake -E rm -rf $(BUILD)

.PHONY: all install uninstall installcheck setup check test check-hardened demo demo-psql demo-clean bench fuzz docs browser format dist deb clean
