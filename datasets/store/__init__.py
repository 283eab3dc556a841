"""Published rows, low level: how they are written, walked, searched and streamed."""
