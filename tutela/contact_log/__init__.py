"""What happened and what was learnt: calls, sightings, custody, decisions; what any officer told.

An officer tells what was learnt about a person whom they may not see; it reaches the team that
owns the record, which joins it to the file. Nothing tells the teller whether there is a file.
"""
