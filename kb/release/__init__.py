"""What leaves as a release: the data in open forms, the list of changes, the pages on the words."""
