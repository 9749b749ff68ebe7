# Thin wrappers: the work is in tools/, in Python that runs before anything is installed.
PYTHON ?= python3
.PHONY: demo demo-reset dev test check bench campaign messages fix docs lighthouse

demo:            ## build what is missing, load the example municipality, serve it on localhost:8000
	@$(PYTHON) -m tools.demo

demo-reset:      ## the same, from a fresh example
	@$(PYTHON) -m tools.demo --reset

dev:             ## serve the code you are writing, with reloading
	@$(PYTHON) -m tools.dev

test:            ## every test: unit, page, browser, SQLite and PostgreSQL
	@$(PYTHON) -m tools.run_tests

check:           ## format, lint, types, floors, migrations, templates, translations
	@$(PYTHON) -m tools.check

fix:             ## what the formatters can mend by themselves
	@$(PYTHON) -m tools.check --fix

bench:           ## speed, with the machine's own figures beside it
	@$(PYTHON) -m tools.bench

campaign:        ## everything that can go wrong while people vote, for some minutes
	@$(PYTHON) -m tools.campaign $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

lighthouse:      ## how pages feel on a slow phone, into docs/reference/lighthouse.md
	@$(PYTHON) -m tools.lighthouse

messages:        ## add new texts to the rooms' Dutch catalogues and list what is untranslated
	@$(PYTHON) -m tools.environment python tools/messages.py update

docs:            ## build the documentation into site/
	@$(PYTHON) -m tools.docs
