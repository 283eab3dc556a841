"""Maps and folders, in our own words, by which files of others are imported; and their names."""
