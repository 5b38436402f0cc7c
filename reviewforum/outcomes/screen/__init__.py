"""What the desk shows: the assembled draft turned into the rows its page is made of."""
