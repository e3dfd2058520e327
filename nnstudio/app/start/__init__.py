"""The first page: ways to begin, samples, templates and what was open before."""
