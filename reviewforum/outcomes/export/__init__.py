"""Outcome documents as files: PDF/UA, DOCX and JSON from one neutral `Document`."""
