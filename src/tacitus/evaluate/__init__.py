"""How often a coding is right: gold codings in the contract's form, and the measures over them."""
