"""Mail comes in: fetched, parsed, and judged for who may be answered."""
