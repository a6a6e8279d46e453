"""Quality floors and the gate that holds them. Imports nothing of dateline: it runs the command as a person would."""
