"""What readers have put right: their corrections of single readings, kept with an atlas and applied by every build."""
