"""What figures mean: what became of them on the way, what is wrong with them, what follows."""
