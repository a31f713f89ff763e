package org.yipiao.invoice.api;

/** A person as the register knows one: 64 hexadecimal characters. */
public record PersonView(String personId) {}
