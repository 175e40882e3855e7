"""What a customer asks for when a CFDI is wanted."""
