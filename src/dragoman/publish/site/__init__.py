"""Site: the pages of an archive as files in a folder, to be read without a program behind them."""
