"""Reading the dependency tree: pure functions over our own tokens that several stages share. Imports the model alone."""
