"""What stands in the cells of a table: numbers in dress, dates, times, choices, and no value at all."""
