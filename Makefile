# Thin wrappers: the work is in tools/, in Python that runs before anything is installed.
PYTHON ?= python3
.PHONY: demo demo-reset dev test check bench messages fix docs

demo:            ## build what is missing, load the example municipality, serve it on localhost:8000
	@$(PYTHON) tools/demo.py

demo-reset:      ## the same, from a fresh example
	@$(PYTHON) tools/demo.py --reset

dev:             ## serve the code you are writing, with reloading
	@$(PYTHON) tools/dev.py

test:            ## every test: unit, page, browser, SQLite and PostgreSQL
	@$(PYTHON) tools/run_tests.py

check:           ## format, lint, types, floors, migrations, templates, translations
	@$(PYTHON) tools/check.py

fix:             ## what the formatters can mend by themselves
	@$(PYTHON) tools/check.py --fix

bench:           ## speed, with the machine's own figures beside it
	@$(PYTHON) tools/bench.py

messages:        ## add new texts to the rooms' Dutch catalogues and list what is untranslated
	@$(PYTHON) tools/setup_and_run.py tools/messages.py update

docs:            ## build the documentation into site/
	@$(PYTHON) tools/docs.py
