//! Searching inside one document. Knows neither screens nor files.
