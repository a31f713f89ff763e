package org.yipiao.quickstart.drive.phone;

import java.time.Instant;

/**
 * Something of a person's has changed, as the person's page is told of it.
 *
 * @param kind {@code open}, {@code invoice}, {@code claim}, or {@code resync} when something may
 *     have been missed
 * @param data JSON
 * @param at when the page was told
 */
public record PersonEvent(String kind, String data, Instant at) {}
