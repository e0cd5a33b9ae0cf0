"""What has been read, kept in versioned tables, and how often it speaks of whom."""
