"""alpaca_eval: taken, being written."""
