"""A paid slip switches a panel on."""
