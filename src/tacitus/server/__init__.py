"""The JSON API over a record and the built web app: thin routes over `workspace`."""
