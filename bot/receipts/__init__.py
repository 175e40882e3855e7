"""Files become Documents, Documents become Receipts."""
