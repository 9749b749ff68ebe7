"""`make campaign`: for as long as it is given, everything that can go wrong while people vote goes wrong."""
