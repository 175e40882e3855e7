"""A Receipt beside the open Slips becomes a Decision."""
