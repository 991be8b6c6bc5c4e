"""The explorer's JSON API: requests in, documents of one graph out; `routes` is the table that all the rest follows."""
