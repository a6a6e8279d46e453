"""A casefile in the columns and codes of those who work with it; one file a format."""
