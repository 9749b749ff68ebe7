"""Django's SQLite backend with one cross-process write lock around every transaction."""
