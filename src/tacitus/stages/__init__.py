"""One annotation layer each; stages never import each other."""
