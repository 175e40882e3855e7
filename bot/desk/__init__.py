"""Where staff clear what the bot would not decide."""
