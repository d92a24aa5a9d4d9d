"""What `make bench` runs. Nothing here asserts a time."""
