"""The commands of ``hoiso``, one module a group of them; each imports what it needs when it runs."""
