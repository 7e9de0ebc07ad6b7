"""How long things take, measured on this machine: `make bench`, `make simulate`."""
