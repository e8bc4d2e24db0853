"""Answers as papers to take away: DOCX, PDF, tables as CSV and XLSX."""
