"""What curated rows must obey: seeds, the admin and publishing all ask here."""
