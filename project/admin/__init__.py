"""The way into the admin: on which host it stands, who logs in, and how often that may fail."""
