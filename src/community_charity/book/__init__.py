"""What happened (账本): commands in, facts out, every fen accounted for."""
