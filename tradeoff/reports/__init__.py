"""Writes frontiers and plans to files: a page, a folder of tables, pictures. Nothing is half-written."""
