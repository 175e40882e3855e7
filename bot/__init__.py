"""Comprobot: a receipt mailed in, the activation and the manual mailed out."""
