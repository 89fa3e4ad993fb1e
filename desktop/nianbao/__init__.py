"""nianbao 年报: the yearly report on government information disclosure, made by one clerk, offline."""

__version__ = "0.1.0"
