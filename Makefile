# The two commands of manage.py under shorter names, and what only maintainers need.
.PHONY: run test lint format lock audit

run:
	python3 manage.py run

test:
	python3 manage.py test

lint:
	python3 manage.py lint

format: .venv/.installed-dev
	.venv/bin/python -m ruff check --fix .
	.venv/bin/python -m ruff format .

.venv/.installed-dev:
	python3 manage.py lint

# Locks every library with the hashes of its files for every platform. Run it with the oldest
# supported Python, straight against PyPI, so that no name or build of a mirror gets in.
LOCK = env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	build/lock/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock:
	python3.11 -m venv build/lock
	build/lock/bin/pip install --quiet pip-tools==7.6.2
	$(LOCK) requirements/run.in --output-file requirements/run.txt
	$(LOCK) requirements/dev.in --output-file requirements/dev.txt

# Known holes in the locked libraries. It asks an advisory service, so it is no part of the tests.
audit:
	python3 -m venv build/audit
	build/audit/bin/pip install --quiet pip-audit
	build/audit/bin/pip-audit --disable-pip --requirement requirements/run.txt
