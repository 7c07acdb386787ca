"""People in the data: pseudonyms, identifiers, and what may be told about few of them."""
