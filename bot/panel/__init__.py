"""The customers' panel: their slip, their receipt, and what became of it."""
