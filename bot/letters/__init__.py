"""What customers and staff are told, rendered, frozen and sent."""
