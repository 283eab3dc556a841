"""From files that people have to seed files: nothing here writes what is published."""
