"""What a sealed release is: digests, files and history, and the proof that all of it is there."""
