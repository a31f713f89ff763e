package org.yipiao.ledger.server.http;

import org.yipiao.ledger.protocol.trust.TrustRoot;

/** The files that the node was started with and hands on. */
public record NodeFiles(TrustRoot trust) {}
