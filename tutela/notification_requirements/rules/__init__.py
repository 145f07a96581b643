"""Who must notify, for how long and by when. Pure: facts in, an answer with its reasons out."""
