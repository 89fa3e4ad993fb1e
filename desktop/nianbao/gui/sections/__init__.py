"""The pages of the window's tabs: 基本信息, a table, a text. They never import one another."""
