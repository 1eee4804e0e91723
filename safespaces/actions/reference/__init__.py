"""Facts that the register rests on: postcodes, bank holidays, nations."""
