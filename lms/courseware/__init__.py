"""Course text: what a folder, a zip or rows of a database say when they are read as a course."""
