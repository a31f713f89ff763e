package org.yipiao.invoice.api;

/** An invoice that belongs to the person who asked. */
public record LinkedInvoice(String invoiceId) {}
