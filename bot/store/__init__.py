"""What the database is asked, one file a table."""
