"""T2: table 二, government information disclosed on the unit's own initiative."""
