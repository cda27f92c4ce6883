"""The story of the site as whole journeys: a real browser, the real server, the real courses."""
