"""How a question is read: query, parameters, filters, format and page; and how it is refused."""
