"""The endpoints, one file each: its records, its parameters, its answer."""
