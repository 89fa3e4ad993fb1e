"""What a report is: standard library only, no input or output."""
