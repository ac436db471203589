"""Where a value of a job comes from and goes to, what made a line of the tree, what a problem code means."""
