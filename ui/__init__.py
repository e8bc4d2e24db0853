"""The screen: one module for each page; it draws answers and holds no law."""
