"""What one client may ask of the machine: files in the making, room, requests a minute."""
