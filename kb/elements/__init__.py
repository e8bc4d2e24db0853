"""Elements compared: acts and norms as sets of concepts, held as integers whose bits are the concepts."""
