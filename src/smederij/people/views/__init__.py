"""What people see of themselves, of one another, and of what they follow."""
