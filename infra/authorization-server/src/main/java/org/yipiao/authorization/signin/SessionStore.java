package org.yipiao.authorization.signin;

/**
 * Where the sessions of sign-ins are kept.
 *
 * @param redisUrl empty: in this process
 */
public record SessionStore(String redisUrl) {}
