"""The project's own figures: the tuning sets, what each is asked, the floors, and the page docs/accuracy.md."""
