"""What the API says of itself, in OpenAPI."""
