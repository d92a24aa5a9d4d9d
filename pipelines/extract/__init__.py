"""Articles into quotes and mentions: pure, text in and spans out. Knows no stage but its own."""
