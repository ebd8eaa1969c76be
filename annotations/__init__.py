"""Annotated text from people, SEC XML, real converters and synthesis."""
