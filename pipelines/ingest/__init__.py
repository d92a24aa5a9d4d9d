"""Raw files to raw documents: bytes in, text out. What a text means is decided in later rooms."""
