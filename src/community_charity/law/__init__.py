"""What the rules say (法规): dated, cited figures and decisions that explain themselves."""
