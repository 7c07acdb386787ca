"""Protection of the people behind the data: what is kept, what is shared, what is published."""
