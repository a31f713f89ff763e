package org.yipiao.platform.outbox;

import org.yipiao.platform.id.TenantId;

/**
 * An event as it was delivered, by its headers.
 *
 * @param eventId at most 36 ASCII characters, see {@link EventHeaders#EVENT_ID}
 * @param type at most 100 ASCII characters, see {@link EventHeaders#EVENT_TYPE}
 * @param tenant see {@link EventHeaders#TENANT}
 */
public record InboxEvent(String eventId, String type, TenantId tenant) {}
