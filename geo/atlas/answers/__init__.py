"""What an atlas answers, and the SQL it is asked with."""
