"""The API, one module a matter. Routes are thin: they read the address, call workspace and hand back what it gives."""
