"""The table of the stages, composing and running them, workers that can be killed, the failure policy."""
