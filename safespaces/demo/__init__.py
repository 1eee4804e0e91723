"""The demonstration: made-up partners in a register of its own."""
