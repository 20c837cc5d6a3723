"""Inquiries: one question put to an archive, one module each. Typed rows; every row carries the passages it rests on."""
