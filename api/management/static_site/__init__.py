"""The service as files that any web host serves, without a program behind them."""
