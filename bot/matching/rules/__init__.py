"""One objection a file, in the order of RULES."""
