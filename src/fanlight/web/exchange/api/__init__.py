"""What a case system may send by itself, with a token: files, and contacts one by one. It reads no record."""
