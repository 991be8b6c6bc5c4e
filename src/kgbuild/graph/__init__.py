"""Records to RDF and back, and the store that keeps them."""
