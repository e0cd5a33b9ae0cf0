"""What an atlas keeps, and how it lies on the disk."""
