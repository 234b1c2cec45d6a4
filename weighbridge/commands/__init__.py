"""The commands of the console script, grouped by what people do with them."""
