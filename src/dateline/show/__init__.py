"""Records -> words for a person, on a terminal or piped."""
