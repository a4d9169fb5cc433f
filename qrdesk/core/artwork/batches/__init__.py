"""Many codes from one list: the rows, what each becomes, and how far it has come."""
