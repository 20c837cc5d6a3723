"""Inquiries: one question put to an archive, one module each; typed rows that carry the passages they rest on."""
