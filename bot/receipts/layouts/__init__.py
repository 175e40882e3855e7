"""One bank's quirk a file, in the order of LAYOUTS."""
