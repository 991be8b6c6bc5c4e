"""kgbuild: a graph of claims from conflict reporting."""
