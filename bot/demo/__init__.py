"""A mail server in this process and a small story played on it."""
