"""Which category the facts give, who decides a level, and how periods lie beside each other."""
