"""What every test may ask for; explained in tests/README.md."""

pytest_plugins = ["tests.support.databases", "tests.support.site", "tests.support.browser"]
